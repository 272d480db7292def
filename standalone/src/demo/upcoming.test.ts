import { describe, expect, it } from 'vitest';
import { upcomingEventDay, upcomingSessions } from './upcoming.ts';

const spinning = { offering: 'spinning', weekday: 1, localTime: '17:30', bookings: 3, waiting: 0 };
const yoga = { offering: 'yoga', weekday: 7, localTime: '08:00', bookings: 0, waiting: 0 };
const namesAt = (now: string) =>
  upcomingSessions([yoga, spinning], new Date(now), 'Europe/Oslo').map(({ name }) => name);

describe('the schedule of a demo', () => {
  it('reaches two weeks ahead, soonest first', () => {
    expect(namesAt('2026-01-01T12:00:00Z')).toEqual([
      'yoga 2026-01-04 08:00',
      'spinning 2026-01-05 17:30',
      'yoga 2026-01-11 08:00',
      'spinning 2026-01-12 17:30',
    ]);
  });

  it('begins an hour from now, on the wall clock of the tenant', () => {
    expect(namesAt('2026-01-05T15:29:00Z')[0]).toBe('spinning 2026-01-05 17:30');
    expect(namesAt('2026-01-05T15:31:00Z')[0]).toBe('yoga 2026-01-11 08:00');
  });
});

describe('the events of a demo', () => {
  it.each([
    ['2026-11-01T12:00:00Z', '2026-12-15'],
    ['2026-11-30T22:59:00Z', '2026-12-15'],
    ['2026-11-30T23:00:00Z', '2027-01-15'],
  ])('as of %s are on %s, by the calendar of the tenant', (now, day) => {
    expect(upcomingEventDay(new Date(now), 'Europe/Oslo')).toBe(day);
  });
});
