import type { Caller } from '@freehold/kernel/caller/caller';
import { newTenant } from '@freehold/kernel/testing/callers';
import { startTestSubgraph, type TestSubgraph } from '@freehold/kernel/testing/test-subgraph';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import {
  CALL_OFF,
  DECLINE,
  givenBooking,
  givenOfferingOf,
  givenSessionOf,
  HOLD,
  MOVE,
  RELEASE,
} from '../../test/booking-scene.ts';
import { setRules } from '../../test/rules-scene.ts';
import { BOOK, CANCEL, faces } from '../../test/scene.ts';
import { CHANGE_SERIES, givenSeries, nth } from '../../test/series-scene.ts';
import {
  act,
  codeOf,
  type FullSession,
  givenFull,
  join,
  logOf,
  look,
  newestOf,
  STARTS,
  waitlistRules,
} from '../../test/waitlist-scene.ts';
import { bookingSubgraph } from '../booking.subgraph.ts';

const NOW = '2026-11-23T09:00:00Z';
let test: TestSubgraph;
beforeAll(async () => {
  test = await startTestSubgraph(bookingSubgraph, { faces, now: NOW });
});
afterEach(() => test.clock.moveTo(NOW));
afterAll(async () => {
  await test.close();
});

const minutesBefore = (minutes: number) => new Date(Date.parse(STARTS) - minutes * 60_000);
const cancel = ({ gym, holders }: FullSession, index = 0) =>
  act(test, gym.owner, CANCEL, { bookingId: holders[index]?.bookingId });
const statusOf = async (caller: Caller) => (await newestOf(test, caller)).status;
const reasonsIn = async (full: FullSession) =>
  (await logOf(test, full)).flatMap(({ reason }) => (reason ? [reason] : []));

describe('a seat that becomes free', () => {
  const promotes = async (full: FullSession, free: () => Promise<unknown>) => {
    await join(test, full.gym.customer, full.sessionId);
    await free();
    expect(await newestOf(test, full.gym.customer)).toMatchObject({
      status: 'PROMOTED',
      booking: { status: 'CONFIRMED', seats: 1 },
      session: { seatsLeft: 0 },
    });
  };

  it('goes to the first in the line when a booking is given back', async () => {
    const full = await givenFull(test);
    await promotes(full, () => cancel(full));
    const kinds = (await logOf(test, full)).map(({ kind }) => kind);
    expect(kinds).toEqual(['JOINED', 'SEATS_FREED', 'PROMOTED']);
  });

  it('goes to the first in the line when a booking is moved away', async () => {
    const full = await givenFull(test);
    const sessionId = await givenSessionOf(test, full.gym.owner, full.offeringId, '2026-11-25T17:00:00Z');
    const [holder] = full.holders;
    await promotes(full, () =>
      act(test, holder?.caller ?? full.gym.owner, MOVE, { bookingId: holder?.bookingId, sessionId }),
    );
  });

  it('goes to the first in the line when a request is turned down, and is then asked for anew', async () => {
    const full = await givenFull(test, { offering: { needsApproval: true } });
    await join(test, full.gym.customer, full.sessionId);
    await act(test, full.gym.owner, DECLINE, { bookingId: full.holders[0]?.bookingId });
    expect(await newestOf(test, full.gym.customer)).toMatchObject({
      status: 'PROMOTED',
      booking: { status: 'PENDING' },
    });
  });

  it('goes to the first in the line when a hold is released, or expires and somebody wants it', async () => {
    for (const isReleased of [true, false]) {
      const full = await givenFull(test, { offering: { capacity: 2 } });
      const { gym, sessionId } = full;
      const holder = gym.someone('CUSTOMER');
      const held = await act(test, holder, HOLD, { sessionId });
      const holdId = /hld_\w+/.exec(JSON.stringify(held))?.[0];
      const free = async () => {
        if (isReleased) return act(test, holder, RELEASE, { holdId });
        test.clock.advance(5 * 60_000);
        // The refusal does not undo what it found.
        return expect(await codeOf(test, gym.someone('CUSTOMER'), BOOK, { sessionId })).toBe('SLOT_TAKEN');
      };
      await promotes(full, free);
      test.clock.moveTo(NOW);
    }
  });

  it('goes to the first in the line when a session of a series gets more seats', async () => {
    const gym = newTenant(bookingSubgraph, { limits: { classes: null, bookings: null } });
    const offeringId = await givenOfferingOf(test, gym.owner, { kind: 'CLASS', capacity: 1 });
    const { occurrences } = await givenSeries(test.subgraph, gym.owner, offeringId);
    const { id: occurrenceId, session } = nth(occurrences, 0);
    await givenBooking(test, gym.someone('CUSTOMER'), session.id);
    const waiting = [gym.someone('CUSTOMER'), gym.someone('CUSTOMER'), gym.someone('CUSTOMER')];
    for (const caller of waiting) await join(test, caller, session.id);
    await act(test, gym.owner, CHANGE_SERIES, { occurrenceId, scope: 'THIS', capacity: 3 });
    expect(await Promise.all(waiting.map(statusOf))).toEqual(['PROMOTED', 'PROMOTED', 'WAITING']);
  });

  it('goes to the first in the line when check-in releases it', async () => {
    const rules = {
      ...waitlistRules({ autoPromoteUntilMinutes: 0 }),
      checkIn: { opensMinutesBefore: 60, closesMinutesAfter: -5, releasesSeat: true },
      noShow: { graceHours: 0, consequence: 'NONE' },
    };
    const gym = (await givenFull(test)).gym;
    await setRules(test, gym.owner, rules);
    const full = await givenFull(test, { gym });
    await promotes(full, async () => {
      test.clock.moveTo(minutesBefore(5));
      expect(await codeOf(test, gym.someone('CUSTOMER'), BOOK, { sessionId: full.sessionId })).toBe(
        'SLOT_TAKEN',
      );
    });
  });

  it('goes nowhere when nobody waits, and to whoever books it then', async () => {
    const full = await givenFull(test);
    await cancel(full);
    await expect(givenBooking(test, full.gym.customer, full.sessionId)).resolves.toBeDefined();
    expect(await logOf(test, full)).toEqual([]);
  });

  it('of a session that is called off goes to nobody, and nobody waits any more', async () => {
    const full = await givenFull(test);
    await join(test, full.gym.customer, full.sessionId);
    await act(test, full.gym.owner, CALL_OFF, { sessionId: full.sessionId });
    expect(await newestOf(test, full.gym.customer)).toMatchObject({ status: 'CLOSED', booking: null });
  });

  it('takes a unit of the plan that the end of the other booking gave back in the same moment', async () => {
    const gym = newTenant(bookingSubgraph, { limits: { classes: null, bookings: 1 } });
    const full = await givenFull(test, { gym });
    await promotes(full, () => cancel(full));
  });
});

describe('the cutoff', () => {
  it.each([
    [121, 'PROMOTED', []],
    [120, 'PROMOTED', []],
    [119, 'WAITING', ['AFTER_CUTOFF']],
  ])(
    'lets a seat that is freed %i minutes before the start leave who waits %s',
    async (minutes, status, reasons) => {
      const full = await givenFull(test);
      await join(test, full.gym.customer, full.sessionId);
      test.clock.moveTo(minutesBefore(minutes));
      await cancel(full);
      expect(await statusOf(full.gym.customer)).toBe(status);
      expect(await reasonsIn(full)).toEqual(reasons);
      expect((await look(test, full)).seatsLeft).toBe(status === 'WAITING' ? 1 : 0);
    },
  );

  it('leaves the seat to who books it, also to who waited', async () => {
    const full = await givenFull(test);
    await join(test, full.gym.customer, full.sessionId);
    test.clock.moveTo(minutesBefore(60));
    await cancel(full);
    await expect(givenBooking(test, full.gym.customer, full.sessionId)).resolves.toBeDefined();
  });
});

describe('who is skipped', () => {
  const twoWait = async (rules: object, facts: object = {}) => {
    const full = await givenFull(test, { rules, ...facts });
    const [first, second] = [full.gym.someone('CUSTOMER'), full.gym.someone('CUSTOMER')];
    return { full, first, second };
  };

  it.each([
    ['SKIP_ONCE', 'PROMOTED'],
    ['HOLD_LINE', 'WAITING'],
  ])('by %s a party that does not fit, and the next one is %s', async (partyThatDoesNotFit, next) => {
    const rules = waitlistRules({ partyThatDoesNotFit });
    const { full, first, second } = await twoWait(rules, { seats: 2 });
    await join(test, first, full.sessionId, 2);
    await join(test, second, full.sessionId);
    await cancel(full);
    expect([await statusOf(first), await statusOf(second)]).toEqual(['WAITING', next]);
    expect(await reasonsIn(full)).toEqual(['PARTY_DOES_NOT_FIT']);
    await cancel(full, 1);
    expect(await statusOf(first)).toBe(next === 'PROMOTED' ? 'WAITING' : 'PROMOTED');
  });

  it('a member who has as many bookings as the rules allow', async () => {
    const none = { bookings: null, seats: null };
    const limits = { perDay: { bookings: 1, seats: null }, perSevenDays: none, concurrent: none };
    const { full, first, second } = await twoWait({ limits });
    await join(test, first, full.sessionId);
    await join(test, second, full.sessionId);
    const elsewhere = await givenSessionOf(test, full.gym.owner, full.offeringId, '2026-11-24T19:00:00Z');
    await givenBooking(test, first, elsewhere);
    await cancel(full);
    expect([await statusOf(first), await statusOf(second)]).toEqual(['WAITING', 'PROMOTED']);
    expect(await reasonsIn(full)).toEqual(['BOOKING_LIMIT_REACHED']);
  });

  it('a member whom strikes block, also one that nobody has marked yet', async () => {
    const rules = {
      noShow: { graceHours: 0, consequence: 'STRIKE' },
      strikes: { count: 1, windowDays: 30, blockDays: 14, unblockFeeMinor: null },
    };
    const { full, first, second } = await twoWait(rules);
    const missed = await givenSessionOf(test, full.gym.owner, full.offeringId, '2026-11-23T12:00:00Z');
    await givenBooking(test, first, missed);
    await join(test, first, full.sessionId);
    await join(test, second, full.sessionId);
    test.clock.moveTo('2026-11-23T13:00:00Z');
    await cancel(full);
    expect([await statusOf(first), await statusOf(second)]).toEqual(['WAITING', 'PROMOTED']);
    expect(await reasonsIn(full)).toEqual(['MEMBER_BLOCKED']);
  });

  it("everybody at the plan's limit, and the booking is given back all the same", async () => {
    const gym = newTenant(bookingSubgraph, { limits: { classes: null, bookings: 5 } });
    const full = await givenFull(test, { gym });
    await join(test, gym.customer, full.sessionId);
    const owner = gym.entitled(gym.owner, { limits: { bookings: 0 } });
    await act(test, owner, CANCEL, { bookingId: full.holders[0]?.bookingId });
    expect(await statusOf(gym.customer)).toBe('WAITING');
    expect(await reasonsIn(full)).toEqual(['LIMIT_EXCEEDED']);
    expect(await look(test, full)).toMatchObject({ seatsLeft: 1 });
  });
});
