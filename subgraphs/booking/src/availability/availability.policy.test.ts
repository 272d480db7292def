import { newId } from '@freehold/kernel/values/id';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Timetable } from '../opening/opening.policy.ts';
import { refuseOutsideWindow } from '../policy/policy.policy.ts';
import { BUILT_IN_RULES } from '../policy/rules.policy.ts';
import { refuseOutsideHorizon } from '../session/session.policy.ts';
import {
  bookableStarts,
  freeSlots,
  type PoolMember,
  type SlotNeed,
  type SlotSearch,
  STEP_MINUTES,
} from './availability.policy.ts';

const MINUTE_MS = 60_000;
const DAY_MINUTES = 1440;

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
  seatsMax: Number.POSITIVE_INFINITY,
  calendar: { timeZone: 'Europe/Oslo', timetables: [timetable] },
  blocked,
});
const needOf = (pool: PoolMember[], bufferBeforeMinutes = 0, bufferAfterMinutes = 0): SlotNeed => ({
  pool,
  bufferBeforeMinutes,
  bufferAfterMinutes,
});
const search = (startsWithin: SlotSearch['startsWithin'], changes: Partial<SlotSearch> = {}): SlotSearch => ({
  startsWithin,
  durationMinutes: 60,
  stepMinutes: STEP_MINUTES,
  capacity: 10,
  ...changes,
});
const clocks = (asked: SlotSearch, need: SlotNeed, ...further: SlotNeed[]) =>
  freeSlots(asked, [need, ...further]).map(({ startsAt }) => startsAt.toISOString().slice(11, 16));

const monday = rangeOf('2026-11-22T23:00:00Z', '2026-11-23T23:00:00Z');

describe('free slots', () => {
  it('begin at steps of the wall clock and end before it closes', () => {
    expect(clocks(search(monday), needOf([memberOf(daily(9 * 60 + 10, 11 * 60))]))).toEqual([
      '08:15',
      '08:30',
      '08:45',
      '09:00',
    ]);
  });

  it('begin within the range, its end left out', () => {
    const range = rangeOf('2026-11-23T08:00:01Z', '2026-11-23T08:30:00Z');
    expect(clocks(search(range), needOf([memberOf(always)]))).toEqual(['08:15']);
  });

  it.each([
    ['touch what is taken', 0, 0, ['08:00', '10:00']],
    ['keep their time before from what is taken', 15, 0, ['08:00', '10:15']],
    ['keep their time after from what is taken', 0, 15, ['10:00', '10:15']],
  ])('%s', (_what, bufferBeforeMinutes, bufferAfterMinutes, expected) => {
    const taken = memberOf(daily(9 * 60, 12 * 60 + 15), [
      rangeOf('2026-11-23T09:00:00Z', '2026-11-23T10:00:00Z'),
    ]);
    const found = clocks(search(monday), needOf([taken], bufferBeforeMinutes, bufferAfterMinutes));
    expect(found.filter((clock) => clock === '08:00' || clock >= '10:00').slice(0, 2)).toEqual(expected);
    expect(found).not.toContain('09:00');
  });

  it('are of all members of a pool together, and name the first that is free', () => {
    const [one, two] = [memberOf(daily(9 * 60, 10 * 60)), memberOf(daily(9 * 60, 10 * 60 + 15))];
    expect(freeSlots(search(monday), [needOf([one, two])])).toEqual([
      {
        ...rangeOf('2026-11-23T08:00:00Z', '2026-11-23T09:00:00Z'),
        resourcesLeft: 2,
        resourceId: one.resourceId,
        seatsLeft: 10,
      },
      {
        ...rangeOf('2026-11-23T08:15:00Z', '2026-11-23T09:15:00Z'),
        resourcesLeft: 1,
        resourceId: two.resourceId,
        seatsLeft: 10,
      },
    ]);
  });

  it('are those at which all that is needed is free, each with its own time around', () => {
    const trainer = memberOf(daily(9 * 60, 12 * 60));
    const room = memberOf(always, [rangeOf('2026-11-23T10:00:00Z', '2026-11-23T10:30:00Z')]);
    const asked = search(monday, { stepMinutes: 30 });
    const withRoom = (before: number, after: number) =>
      clocks(asked, needOf([trainer]), needOf([room], before, after));
    expect(withRoom(0, 0)).toEqual(['08:00', '08:30', '09:00']);
    expect(withRoom(0, 30)).toEqual(['08:00', '08:30']);
    expect(clocks(asked, needOf([trainer]), needOf([]))).toEqual([]);
  });

  it('take no resource for two needs, and let go the first for one that nothing else serves', () => {
    const [one, two] = [memberOf(always), memberOf(always)];
    const [slot] = freeSlots(search(monday), [needOf([one, two]), needOf([one])]);
    expect(slot).toMatchObject({ resourceId: two.resourceId, resourcesLeft: 1 });
    expect(freeSlots(search(monday), [needOf([one]), needOf([one])])).toEqual([]);
  });

  it('have seats for as many as fit into what is free', () => {
    const [small, large] = [
      { ...memberOf(always), seatsMax: 4 },
      { ...memberOf(always), seatsMax: 8 },
    ];
    const seatsOf = (...needs: [SlotNeed, ...SlotNeed[]]) => freeSlots(search(monday), needs)[0]?.seatsLeft;
    expect(seatsOf(needOf([memberOf(always)]))).toBe(10);
    expect(seatsOf(needOf([small, large]))).toBe(8);
    expect(seatsOf(needOf([small, large]), needOf([large]))).toBe(4);
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
    expect(clocks(asked, needOf([memberOf(daily(60, 5 * 60))]))).toEqual(expected);
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
