import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  cancellationOf,
  checkInWindow,
  limitCounts,
  mayReschedule,
  noShowAt,
  refuseBeyondLimits,
  refuseOutsideWindow,
  strikeBlock,
} from './policy.policy.ts';
import { BUILT_IN_RULES, type Rules, rulesSchema } from './rules.policy.ts';

const startsAt = new Date('2026-11-24T17:00:00Z');
const session = { startsAt, endsAt: new Date('2026-11-24T18:00:00Z') };
const minutesBefore = (minutes: number) => new Date(startsAt.getTime() - minutes * 60_000);
const rulesWith = (changes: Partial<Rules>): Rules => ({ ...BUILT_IN_RULES, ...changes });
const codeOf = (work: () => unknown): unknown => {
  try {
    work();
    return 'passes';
  } catch (error) {
    return (error as { code: string }).code;
  }
};
const none = { bookings: 0, seats: 0 };

describe('the built-in rules', () => {
  it('keep their own schema', () => {
    expect(rulesSchema.parse(BUILT_IN_RULES)).toEqual(BUILT_IN_RULES);
  });
});

describe('the window of booking', () => {
  const rules = rulesWith({ opensDaysAhead: 7, closesMinutesBefore: 30 });
  it.each([
    [7 * 1440 + 1, 'TOO_EARLY_TO_BOOK'],
    [7 * 1440, 'passes'],
    [31, 'passes'],
    [30, 'BOOKING_CLOSED'],
    [29, 'BOOKING_CLOSED'],
  ])('%i minutes before the start: %s', (minutes, outcome) => {
    expect(codeOf(() => refuseOutsideWindow(rules, { startsAt, now: minutesBefore(minutes) }))).toBe(outcome);
  });

  it('never opens too late without opensDaysAhead', () => {
    const now = minutesBefore(399 * 1440);
    expect(codeOf(() => refuseOutsideWindow(BUILT_IN_RULES, { startsAt, now }))).toBe('passes');
  });
});

describe('limits', () => {
  const { limits } = BUILT_IN_RULES;
  it.each([
    ['perDay', { bookings: 2, seats: null }, { bookings: 1, seats: 9 }, 1, 'passes'],
    ['perDay', { bookings: 2, seats: null }, { bookings: 2, seats: 2 }, 1, 'BOOKING_LIMIT_REACHED'],
    ['perDay', { bookings: null, seats: 4 }, { bookings: 1, seats: 2 }, 2, 'passes'],
    ['perDay', { bookings: null, seats: 4 }, { bookings: 1, seats: 2 }, 3, 'BOOKING_LIMIT_REACHED'],
    ['perSevenDays', { bookings: 5, seats: null }, { bookings: 5, seats: 5 }, 1, 'BOOKING_LIMIT_REACHED'],
    ['concurrent', { bookings: 1, seats: null }, { bookings: 0, seats: 0 }, 1, 'passes'],
    ['concurrent', { bookings: null, seats: 1 }, { bookings: 0, seats: 0 }, 2, 'BOOKING_LIMIT_REACHED'],
  ])('%s of %j with %j and %i more seats: %s', (window, limit, counted, seats, outcome) => {
    const rules = rulesWith({ limits: { ...limits, [window]: limit } });
    const counts = { perDay: none, perSevenDays: none, concurrent: none, [window]: counted };
    expect(codeOf(() => refuseBeyondLimits(rules, counts, seats))).toBe(outcome);
  });

  const oslo = 'Europe/Oslo';
  const taken = (start: string, seats = 1, isOpen = true) => ({
    startsAt: new Date(start),
    endsAt: new Date(Date.parse(start) + 3_600_000),
    seats,
    isOpen,
  });

  it("count in the tenant's days, not in those of UTC", () => {
    const late = taken('2026-11-24T22:30:00Z');
    const early = taken('2026-11-24T23:30:00Z');
    const now = new Date('2026-11-20T00:00:00Z');
    const wanted = { startsAt: new Date('2026-11-24T18:00:00Z'), now };
    expect(limitCounts([late, early], { ...wanted, timeZone: oslo }).perDay.bookings).toBe(1);
    expect(limitCounts([late, early], { ...wanted, timeZone: 'UTC' }).perDay.bookings).toBe(2);
  });

  it('count the fullest seven days in a row that hold the day, before and after it', () => {
    const days = ['18', '19', '27', '28', '30'].map((day) => taken(`2026-11-${day}T12:00:00Z`, 2));
    const wanted = { startsAt, now: new Date('2026-11-17T00:00:00Z'), timeZone: oslo };
    expect(limitCounts(days, wanted).perSevenDays).toEqual({ bookings: 3, seats: 6 });
  });

  it('count as concurrent what has not ended and is still to be used', () => {
    const now = new Date('2026-11-24T12:00:00Z');
    const all = [
      taken('2026-11-24T11:00:00Z'),
      taken('2026-11-24T11:30:00Z', 2),
      taken('2026-12-24T11:30:00Z', 3),
      taken('2026-11-24T11:45:00Z', 5, false),
    ];
    expect(limitCounts(all, { startsAt, now, timeZone: oslo }).concurrent).toEqual({ bookings: 2, seats: 5 });
  });

  it('never let a member who passes have more than allowed in any seven days', () => {
    const rules = rulesWith({ limits: { ...limits, perSevenDays: { bookings: 3, seats: null } } });
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 20 }), { maxLength: 40 }), (wishes) => {
        const day = (number: number) => new Date(Date.UTC(2026, 2, 20 + number, 12)).toISOString();
        const kept: number[] = [];
        for (const wish of wishes) {
          const wanted = {
            startsAt: new Date(day(wish)),
            now: new Date('2026-01-01T00:00:00Z'),
            timeZone: oslo,
          };
          const counts = limitCounts(
            kept.map((each) => taken(day(each))),
            wanted,
          );
          if (codeOf(() => refuseBeyondLimits(rules, counts)) === 'passes') kept.push(wish);
        }
        const fullest = Math.max(
          ...Array.from(
            { length: 21 },
            (_, first) => kept.filter((each) => each >= first && each < first + 7).length,
          ),
        );
        expect(fullest).toBeLessThanOrEqual(3);
      }),
    );
  });
});

describe('canceling', () => {
  const half = { untilMinutesBefore: 60, refundPercent: 50, feeMinor: null, creditBack: false };
  const fee = { untilMinutesBefore: 10, refundPercent: null, feeMinor: 5_000, creditBack: true };
  const rules = rulesWith({ cancellation: [...BUILT_IN_RULES.cancellation, half, fee] });
  it.each([
    [121, false, 101n, 0n, true],
    [120, false, 101n, 0n, true],
    [119, true, 51n, 0n, false],
    [60, true, 51n, 0n, false],
    [59, true, 101n, 5_000n, true],
    [9, true, 0n, 0n, false],
    [-5, true, 0n, 0n, false],
  ])(
    '%i minutes before: late %s, refund %s, fee %s, credit %s',
    (minutes, isLate, refundMinor, feeMinor, isCreditBack) => {
      const outcome = cancellationOf(rules, { startsAt, now: minutesBefore(minutes), priceMinor: 101n });
      expect(outcome).toEqual({ isLate, refundMinor, feeMinor, isCreditBack });
    },
  );

  it.each([
    [121, false],
    [119, true],
  ])('by the built-in rules %i minutes before is late: %s', (minutes, isLate) => {
    const outcome = cancellationOf(BUILT_IN_RULES, { startsAt, now: minutesBefore(minutes), priceMinor: 1n });
    expect(outcome.isLate).toBe(isLate);
  });

  it('refunds never less than nothing nor more than the price', () => {
    const percents = fc.integer({ min: 0, max: 100 });
    fc.assert(
      fc.property(percents, fc.bigInt({ min: 0n, max: 10n ** 12n }), (refundPercent, priceMinor) => {
        const only = { untilMinutesBefore: 0, refundPercent, feeMinor: null, creditBack: true };
        const { refundMinor } = cancellationOf(rulesWith({ cancellation: [only] }), {
          startsAt,
          now: minutesBefore(1),
          priceMinor,
        });
        expect(refundMinor >= 0n && refundMinor <= priceMinor).toBe(true);
      }),
    );
  });
});

describe('moving a booking', () => {
  it.each([
    [121, true],
    [120, true],
    [119, false],
  ])('%i minutes before: %s', (minutes, may) => {
    expect(mayReschedule(BUILT_IN_RULES, { startsAt, now: minutesBefore(minutes) })).toBe(may);
  });
});

describe('checking in', () => {
  const checkIn = { opensMinutesBefore: 30, closesMinutesAfter: -5, releasesSeat: true };
  const noShow = { graceHours: 24, consequence: 'STRIKE' as const, feeMinor: null };

  it('closes at the end unless the rules say otherwise', () => {
    expect(checkInWindow(BUILT_IN_RULES, { ...session, since: null })).toEqual({
      startsAt: minutesBefore(60),
      endsAt: session.endsAt,
    });
    expect(checkInWindow(rulesWith({ checkIn }), { ...session, since: minutesBefore(6) })).toEqual({
      startsAt: minutesBefore(30),
      endsAt: minutesBefore(5),
    });
  });

  it('stays open until the end for who gets a seat when it has closed', () => {
    const { endsAt } = checkInWindow(rulesWith({ checkIn }), { ...session, since: minutesBefore(5) });
    expect(endsAt).toEqual(session.endsAt);
  });

  const graceOver = new Date('2026-11-25T18:00:00Z');
  it.each([
    ['nobody looks', {}, null, null],
    ['hours after the end', { noShow }, null, graceOver],
    ['when check-in releases the seat', { noShow, checkIn }, minutesBefore(6), minutesBefore(5)],
    ['hours after the end, with a seat of after that', { noShow, checkIn }, minutesBefore(5), graceOver],
    ['nobody looks, with a seat of after that', { checkIn }, minutesBefore(5), null],
  ])('somebody is absent: %s', (_when, changes, since, at) => {
    expect(noShowAt(rulesWith(changes), { ...session, since })).toEqual(at);
  });
});

describe('strikes', () => {
  const day = (number: number) => new Date(Date.UTC(2026, 10, number, 12));
  it.each([
    ['two', [1, 2], 3, null],
    ['three within 30 days', [1, 15, 31], 32, day(45)],
    ['three within 31 days', [1, 15, 32], 33, null],
    ['in any order', [31, 1, 15], 32, day(45)],
    ['on the last blocked day', [1, 2, 3], 16, day(17)],
    ['from the instant on at which the block ends', [1, 2, 3], 17, null],
    ['a fourth one blocks anew', [1, 2, 3, 20], 21, day(34)],
  ])('%s: %j on day %i', (_what, strikes, today, until) => {
    const at = strikes.map(day);
    expect(strikeBlock(BUILT_IN_RULES, at, day(today))).toEqual(until);
  });

  it('never block without a rule', () => {
    expect(strikeBlock(rulesWith({ strikes: null }), [day(1), day(1), day(1)], day(1))).toBeNull();
  });

  it('always leave the member free once the block is over', () => {
    const days = fc.array(fc.integer({ min: 1, max: 60 }), { maxLength: 12 });
    fc.assert(
      fc.property(days, (numbers) => {
        const at = numbers.map(day);
        const until = strikeBlock(BUILT_IN_RULES, at, day(Math.max(0, ...numbers)));
        if (until) expect(strikeBlock(BUILT_IN_RULES, at, until)).toBeNull();
      }),
    );
  });
});

describe('the schema of rules', () => {
  it.each([
    ['tiers out of order', { cancellation: [60, 120].map(tierUntil) }],
    ['two tiers at one time', { cancellation: [60, 60].map(tierUntil) }],
    ['a tier with a percentage and a fee', { cancellation: [{ ...tierUntil(1), feeMinor: 1 }] }],
    ['a tier with neither', { cancellation: [{ ...tierUntil(1), refundPercent: null }] }],
    ['101 percent', { cancellation: [{ ...tierUntil(1), refundPercent: 101 }] }],
    ['a negative opening', { opensDaysAhead: -1 }],
    ['a limit of 0', { limits: { ...BUILT_IN_RULES.limits, perDay: { bookings: 0, seats: null } } }],
    [
      'check-in that closes before it opens',
      { checkIn: { opensMinutesBefore: 5, closesMinutesAfter: -5, releasesSeat: false } },
    ],
    [
      'seats released when check-in never closes',
      { checkIn: { ...BUILT_IN_RULES.checkIn, releasesSeat: true } },
    ],
    ['a fee that is not said', { noShow: { graceHours: 1, consequence: 'FEE', feeMinor: null } }],
    ['credits below 0', { creditsPerSeat: -1 }],
    ['a part of a credit', { creditsPerSeat: 0.5 }],
    ['a fee beside a strike', { noShow: { graceHours: 1, consequence: 'STRIKE', feeMinor: 1 } }],
  ])('refuses %s', (_what, wrong) => {
    expect(rulesSchema.safeParse({ ...BUILT_IN_RULES, ...wrong }).success).toBe(false);
  });

  function tierUntil(untilMinutesBefore: number) {
    return { untilMinutesBefore, refundPercent: 100, feeMinor: null, creditBack: true };
  }
});
