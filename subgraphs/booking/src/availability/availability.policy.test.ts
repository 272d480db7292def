import { newId } from '@freehold/kernel/values/id';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { modelStarts, wallOf } from '../../test/calendar-model.ts';
import type { Timetable } from '../opening/opening.policy.ts';
import { refuseOutsideWindow } from '../policy/policy.policy.ts';
import { BUILT_IN_RULES } from '../policy/rules.policy.ts';
import { refuseOutsideHorizon } from '../session/session.policy.ts';
import {
  bookableStarts,
  freeSlots,
  type PoolMember,
  type SlotSearch,
  STEP_MINUTES,
} from './availability.policy.ts';

const MINUTE_MS = 60_000;
const DAY_MINUTES = 1440;
const PERIOD_DAYS = 10;

const rangeOf = (startsAt: string, endsAt: string) => ({
  startsAt: new Date(startsAt),
  endsAt: new Date(endsAt),
});
const always: Timetable = { weekly: [], exceptions: [] };
const daily = (opensMinute: number, closesMinute: number): Timetable => ({
  weekly: [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({ weekday, opensMinute, closesMinute })),
  exceptions: [],
});
const memberOf = (timetable: Timetable, blocked: PoolMember['blocked'] = []): PoolMember => ({
  resourceId: newId('rsc'),
  calendar: { timeZone: 'Europe/Oslo', timetables: [timetable] },
  blocked,
});
const search = (startsWithin: SlotSearch['startsWithin'], changes: Partial<SlotSearch> = {}): SlotSearch => ({
  startsWithin,
  durationMinutes: 60,
  bufferBeforeMinutes: 0,
  bufferAfterMinutes: 0,
  stepMinutes: STEP_MINUTES,
  ...changes,
});
const clocks = (asked: SlotSearch, ...pool: PoolMember[]) =>
  freeSlots(asked, pool).map(({ startsAt }) => startsAt.toISOString().slice(11, 16));

const monday = rangeOf('2026-11-22T23:00:00Z', '2026-11-23T23:00:00Z');

describe('free slots', () => {
  it('begin at steps of the wall clock and end before it closes', () => {
    expect(clocks(search(monday), memberOf(daily(9 * 60 + 10, 11 * 60)))).toEqual([
      '08:15',
      '08:30',
      '08:45',
      '09:00',
    ]);
  });

  it('begin within the range, its end left out', () => {
    const range = rangeOf('2026-11-23T08:00:01Z', '2026-11-23T08:30:00Z');
    expect(clocks(search(range), memberOf(always))).toEqual(['08:15']);
  });

  it.each([
    ['touch what is taken', 0, 0, ['08:00', '10:00']],
    ['keep their time before from what is taken', 15, 0, ['08:00', '10:15']],
    ['keep their time after from what is taken', 0, 15, ['10:00', '10:15']],
  ])('%s', (_what, bufferBeforeMinutes, bufferAfterMinutes, expected) => {
    const taken = memberOf(daily(9 * 60, 12 * 60 + 15), [
      rangeOf('2026-11-23T09:00:00Z', '2026-11-23T10:00:00Z'),
    ]);
    const found = clocks(search(monday, { bufferBeforeMinutes, bufferAfterMinutes }), taken);
    expect(found.filter((clock) => clock === '08:00' || clock >= '10:00').slice(0, 2)).toEqual(expected);
    expect(found).not.toContain('09:00');
  });

  it('are of all members of a pool together, and name the first that is free', () => {
    const [one, two] = [memberOf(daily(9 * 60, 10 * 60)), memberOf(daily(9 * 60, 10 * 60 + 15))];
    expect(freeSlots(search(monday), [one, two])).toEqual([
      {
        ...rangeOf('2026-11-23T08:00:00Z', '2026-11-23T09:00:00Z'),
        resourcesLeft: 2,
        resourceId: one.resourceId,
      },
      {
        ...rangeOf('2026-11-23T08:15:00Z', '2026-11-23T09:15:00Z'),
        resourcesLeft: 1,
        resourceId: two.resourceId,
      },
    ]);
  });

  it.each([
    ['in spring', '2026-03-28T23:00:00Z', '2026-03-29T22:00:00Z', ['00:00', '01:00', '02:00']],
    [
      'in autumn',
      '2026-10-24T22:00:00Z',
      '2026-10-25T23:00:00Z',
      ['23:00', '00:00', '01:00', '02:00', '03:00'],
    ],
  ])('are there for each real hour when the clocks change in Oslo %s', (_what, from, to, expected) => {
    const asked = search(rangeOf(from, to), { stepMinutes: 60 });
    expect(clocks(asked, memberOf(daily(60, 5 * 60)))).toEqual(expected);
  });
});

const isAllowed = (judge: () => void) => {
  try {
    judge();
    return true;
  } catch {
    return false;
  }
};

it('begin exactly when the rules and the schedule let something begin', () => {
  const now = new Date('2026-11-23T09:00:00Z');
  const nearby = fc.integer({ min: -2, max: 2 });
  fc.assert(
    fc.property(
      fc.option(fc.integer({ min: 0, max: 400 })),
      fc.integer({ min: 0, max: 43_200 }),
      fc.integer({ min: 0, max: 401 }),
      nearby,
      (opensDaysAhead, closesMinutesBefore, days, off) => {
        const rules = { ...BUILT_IN_RULES, opensDaysAhead, closesMinutesBefore };
        const window = bookableStarts(rules, now);
        const edges = [days * DAY_MINUTES, closesMinutesBefore, (opensDaysAhead ?? 400) * DAY_MINUTES];
        for (const edge of edges) {
          const startsAt = new Date(now.getTime() + edge * MINUTE_MS + off);
          const isBookable =
            isAllowed(() => refuseOutsideWindow(rules, { startsAt, now })) &&
            isAllowed(() => refuseOutsideHorizon(startsAt, now));
          expect(window.startsAt <= startsAt && startsAt < window.endsAt).toBe(isBookable);
        }
      },
    ),
  );
});

/** Zones and the days around which their clocks change: by an hour, by half of one, at midnight, never. */
const PERIODS = [
  ['Europe/Oslo', '2026-03-25'],
  ['Europe/Oslo', '2026-10-21'],
  ['America/New_York', '2026-03-04'],
  ['America/New_York', '2026-10-28'],
  ['Africa/Cairo', '2026-04-20'],
  ['Africa/Cairo', '2026-10-25'],
  ['America/Santiago', '2026-08-31'],
  ['America/Havana', '2026-03-04'],
  ['America/Havana', '2026-10-28'],
  ['Australia/Lord_Howe', '2026-04-01'],
  ['Australia/Lord_Howe', '2026-09-30'],
  ['Asia/Kathmandu', '2026-06-01'],
] as const;

const hours = fc
  .tuple(fc.integer({ min: 0, max: 287 }), fc.integer({ min: 1, max: 288 }))
  .map(([one, other]) => ({
    opensMinute: Math.min(one, other - 1) * 5,
    closesMinute: Math.max(one + 1, other) * 5,
  }));

const timetable = (firstDay: string): fc.Arbitrary<Timetable> =>
  fc.record({
    weekly: fc.array(
      fc.tuple(fc.integer({ min: 1, max: 7 }), hours).map(([weekday, each]) => ({ weekday, ...each })),
      { maxLength: 14 },
    ),
    exceptions: fc.uniqueArray(
      fc.record({
        date: fc
          .integer({ min: 0, max: PERIOD_DAYS })
          .map((day) => new Date(Date.parse(firstDay) + day * 86_400_000).toISOString().slice(0, 10)),
        isClosed: fc.boolean(),
        hours: fc.array(hours, { maxLength: 2 }),
      }),
      { maxLength: 3, selector: ({ date }) => date },
    ),
  });

const minutesFrom = (firstDay: string, minute: number) => new Date(Date.parse(firstDay) + minute * MINUTE_MS);

/** A stretch of time inside the middle of a period, so that what is around it is on the model's wall, too. */
const stretch = (firstDay: string, longest: number) =>
  fc
    .tuple(
      fc.integer({ min: 2 * DAY_MINUTES, max: (PERIOD_DAYS - 5) * DAY_MINUTES }),
      fc.integer({ min: 1, max: longest }),
    )
    .map(([from, lasts]) => ({
      startsAt: minutesFrom(firstDay, from),
      endsAt: minutesFrom(firstDay, from + lasts),
    }));

const calendars = fc.constantFrom(...PERIODS).chain(([timeZone, firstDay]) =>
  fc.record({
    timeZone: fc.constant(timeZone),
    firstDay: fc.constant(firstDay),
    search: fc.record({
      startsWithin: stretch(firstDay, 3 * DAY_MINUTES),
      durationMinutes: fc.integer({ min: 1, max: 48 }).map((fives) => fives * 5),
      bufferBeforeMinutes: fc.integer({ min: 0, max: 40 }),
      bufferAfterMinutes: fc.integer({ min: 0, max: 40 }),
      stepMinutes: fc.constantFrom(5, 15, 20, 30, 45, 60),
    }),
    pool: fc.array(
      fc.record({
        resourceId: fc.constant(null).map(() => newId('rsc')),
        calendar: fc.record({
          timeZone: fc.constant(timeZone),
          timetables: fc.array(timetable(firstDay), { maxLength: 2 }),
        }),
        blocked: fc.array(stretch(firstDay, 300), { maxLength: 12 }),
      }),
      { minLength: 1, maxLength: 3 },
    ),
  }),
);

it('are those that a look at every minute finds, on 1,000 calendars in zones whose clocks change', () => {
  let found = 0;
  fc.assert(
    fc.property(calendars, ({ timeZone, firstDay, search: asked, pool }) => {
      const wall = wallOf(timeZone, firstDay, PERIOD_DAYS);
      const starts = pool.map((member) => new Set(modelStarts(wall, asked, member)));
      const all = [...new Set(starts.flatMap((each) => [...each]))].sort((left, right) => left - right);
      const expected = all.map((startMs) => ({
        startsAt: new Date(startMs),
        endsAt: new Date(startMs + asked.durationMinutes * MINUTE_MS),
        resourcesLeft: starts.filter((each) => each.has(startMs)).length,
        resourceId: pool.find((_, index) => starts[index]?.has(startMs))?.resourceId,
      }));
      found += expected.length;
      expect(freeSlots(asked, pool)).toEqual(expected);
    }),
    { numRuns: 1000 },
  );
  expect(found).toBeGreaterThan(10_000);
}, 10_000);
