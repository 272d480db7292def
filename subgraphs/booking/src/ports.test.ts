import { describe, expect, it } from 'vitest';
import { type DemoSchedule, type DemoSession, defineDemoSchedule } from './ports.ts';

const yoga: DemoSession = { offering: 'yoga', weekday: 1, localTime: '18:00', bookings: 2 };

const schedule: DemoSchedule = {
  resources: [{ key: 'hall', name: 'Hall', kind: 'ROOM', capacity: 20 }],
  offerings: [
    {
      key: 'yoga',
      name: 'Yoga',
      description: 'Slow.',
      kind: 'CLASS',
      durationMinutes: 60,
      capacity: 2,
      priceMinor: 0,
      resource: 'hall',
    },
  ],
  weekly: [yoga, { ...yoga, localTime: '19:00' }, { ...yoga, weekday: 2, localTime: '18:30' }],
};

describe('a demo schedule', () => {
  it('is handed back as it is when it is sound', () => {
    expect(defineDemoSchedule(schedule)).toBe(schedule);
  });
  it.each([
    [
      'a session of no offering',
      { ...yoga, offering: 'judo' },
      '"judo" on weekday 1 at 18:00 is of no offering.',
    ],
    [
      'customers who wait while seats are free',
      { ...yoga, weekday: 3, bookings: 1, waiting: 1 },
      '"yoga" on weekday 3 at 18:00 lets customers wait while seats are free.',
    ],
    [
      'a time that is none',
      { ...yoga, localTime: '24:00' },
      '"yoga" on weekday 1 at 24:00 has no time of the form HH:MM.',
    ],
    [
      'more bookings than seats',
      { ...yoga, weekday: 3, bookings: 3 },
      '"yoga" on weekday 3 at 18:00 has 3 bookings for 2 seats.',
    ],
    [
      'two sessions at once on one resource',
      { ...yoga, localTime: '19:59' },
      '"yoga" on weekday 1 at 19:59 starts before "yoga" on weekday 1 at 19:00 has ended on "hall".',
    ],
  ] as const)('is refused with %s', (_, session, sentence) => {
    const weekly = [...schedule.weekly, session];
    expect(() => defineDemoSchedule({ ...schedule, weekly })).toThrow(sentence);
  });
  it('is refused with an offering on a resource that is not there', () => {
    expect(() => defineDemoSchedule({ ...schedule, resources: [] })).toThrow(
      '"yoga" needs "hall", which is not there.',
    );
  });
});
