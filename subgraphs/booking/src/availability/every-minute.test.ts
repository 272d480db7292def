import { newId } from '@freehold/kernel/values/id';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { modelStarts, wallOf } from '../../test/calendar-model.ts';
import type { Timetable } from '../opening/opening.policy.ts';
import { freeSlots, type PoolMember } from './availability.policy.ts';

const MINUTE_MS = 60_000;
const DAY_MINUTES = 1440;
const PERIOD_DAYS = 10;

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
      stepMinutes: fc.constantFrom(5, 15, 20, 30, 45, 60),
      capacity: fc.integer({ min: 1, max: 6 }),
    }),
    pool: fc.array(
      fc.record({
        resourceId: fc.constant(null).map(() => newId('rsc')),
        seatsMax: fc.integer({ min: 1, max: 6 }),
        calendar: fc.record({
          timeZone: fc.constant(timeZone),
          timetables: fc.array(timetable(firstDay), { maxLength: 2 }),
        }),
        blocked: fc.array(stretch(firstDay, 300), { maxLength: 12 }),
      }),
      { minLength: 1, maxLength: 4 },
    ),
    needs: fc.array(
      fc.record({
        bufferBeforeMinutes: fc.integer({ min: 0, max: 40 }),
        bufferAfterMinutes: fc.integer({ min: 0, max: 40 }),
        // Which of the members serve, as bits; the same one may serve several needs.
        serving: fc.integer({ min: 1, max: 15 }),
      }),
      { minLength: 1, maxLength: 3 },
    ),
  }),
);

/** All ways to give each need a member of its own, those first that the first need would rather have. */
function waysToServe(free: readonly (readonly PoolMember[])[]): PoolMember[][] {
  const [own, ...further] = free;
  if (!own) return [[]];
  return own.flatMap((member) => {
    const others = further.map((members) => members.filter((other) => other !== member));
    return waysToServe(others).map((way) => [member, ...way]);
  });
}

it('finds the slots that a look at every minute finds, on 1,000 calendars in zones whose clocks change', () => {
  let found = 0;
  fc.assert(
    fc.property(calendars, ({ timeZone, firstDay, search: asked, pool, needs: drawn }) => {
      const wall = wallOf(timeZone, firstDay, PERIOD_DAYS);
      const needs = drawn.map(({ serving, ...buffers }) => ({
        ...buffers,
        pool: pool.filter((_, index) => (serving >> index) % 2 === 1),
      }));
      const starts = needs.map((need) =>
        need.pool.map((member) => new Set(modelStarts(wall, asked, need, member))),
      );
      const all = [...new Set(starts[0]?.flatMap((each) => [...each]))].sort((left, right) => left - right);
      const expected = all.flatMap((startMs) => {
        const free = needs.map((need, place) =>
          need.pool.filter((_, index) => starts[place]?.[index]?.has(startMs)),
        );
        const ways = waysToServe(free);
        if (ways.length === 0) return [];
        const room = (way: readonly PoolMember[]) => Math.min(...way.map(({ seatsMax }) => seatsMax));
        return {
          startsAt: new Date(startMs),
          endsAt: new Date(startMs + asked.durationMinutes * MINUTE_MS),
          resourcesLeft: Math.min(...free.map(({ length }) => length)),
          seatsLeft: Math.min(asked.capacity, Math.max(...ways.map(room))),
          mayBe: ways.map(([first]) => first?.resourceId),
        };
      });
      found += expected.length;
      const [own, ...further] = needs;
      const slots = own ? freeSlots(asked, [own, ...further]) : [];
      expect(slots.map(({ resourceId: _, ...slot }) => slot)).toEqual(
        expected.map(({ mayBe: _, ...slot }) => slot),
      );
      for (const [index, { mayBe }] of expected.entries())
        expect(needs.length > 1 ? mayBe : mayBe.slice(0, 1)).toContain(slots[index]?.resourceId);
    }),
    { numRuns: 1000 },
  );
  expect(found).toBeGreaterThan(10_000);
});
