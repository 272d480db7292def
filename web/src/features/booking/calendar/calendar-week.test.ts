import { describe, expect, it } from 'vitest';
import { calendarWeek, hoursOf, layOut, minuteOfDay, mondayOf } from './calendar-week.ts';

const at = (startMinute: number, endMinute: number) => ({ startMinute, endMinute });

describe('a week of the calendar', () => {
  it.each([
    ['2026-11-21', '2026-11-16'],
    ['2026-11-22', '2026-11-16'],
    ['2026-11-23', '2026-11-23'],
    ['2027-01-01', '2026-12-28'],
  ])('of %s begins on Monday %s', (date, monday) => {
    expect(mondayOf(date)).toBe(monday);
  });

  it('lasts from midnight to midnight, across a change of clocks', () => {
    const { from, to, dates } = calendarWeek('2026-10-19', 'Europe/Oslo');
    expect([from, to]).toEqual(['2026-10-18T22:00:00.000Z', '2026-10-25T23:00:00.000Z']);
    expect(dates.at(-1)).toBe('2026-10-25');
  });

  it('counts minutes on the wall clock of the tenant', () => {
    expect(minuteOfDay('2026-11-21T16:30:00Z', 'Europe/Oslo')).toBe(17 * 60 + 30);
    expect(minuteOfDay('2026-11-21T23:00:00Z', 'Europe/Oslo')).toBe(0);
  });
});

describe('sessions of a day', () => {
  it('have the whole width when they only touch', () => {
    expect(layOut([at(60, 120), at(120, 180)]).map(({ lane, lanes }) => [lane, lanes])).toEqual([
      [0, 1],
      [0, 1],
    ]);
  });

  it('stand side by side when they overlap, and use a lane again when it is free', () => {
    const placed = layOut([at(60, 180), at(90, 120), at(130, 170), at(200, 260)]);
    expect(placed.map(({ lane, lanes }) => [lane, lanes])).toEqual([
      [0, 2],
      [1, 2],
      [1, 2],
      [0, 1],
    ]);
  });

  it('that are very short take the room that their name needs', () => {
    expect(layOut([at(60, 65), at(70, 80)]).map(({ lanes }) => lanes)).toEqual([2, 2]);
  });

  it('widen the hours that are shown', () => {
    expect(hoursOf([])).toEqual({ first: 8, last: 18 });
    expect(hoursOf([at(390, 450), at(1_380, 1_470)])).toEqual({ first: 6, last: 24 });
  });
});
