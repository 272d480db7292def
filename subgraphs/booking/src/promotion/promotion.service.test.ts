import type { Caller } from '@freehold/kernel/caller/caller';
import { newTenant } from '@freehold/kernel/testing/callers';
import { startTestSubgraph, type TestSubgraph } from '@freehold/kernel/testing/test-subgraph';
import { uuidOf } from '@freehold/kernel/values/id';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import {
  CALL_OFF,
  DECLINE,
  givenBooking,
  givenSessionOf,
  HOLD,
  MOVE,
  many,
  RELEASE,
  tally,
} from '../../test/booking-scene.ts';
import { setRules } from '../../test/rules-scene.ts';
import { anyKey, BOOK, CANCEL, faces } from '../../test/scene.ts';
import {
  act,
  codeOf,
  type FullSession,
  givenFull,
  JOIN,
  join,
  logOf,
  look,
  newestOf,
  STARTS,
  waitlistRules,
} from '../../test/waitlist-scene.ts';
import { bookingSubgraph } from '../booking.subgraph.ts';
import { replay, turnsIn } from '../waitlist/replay.policy.ts';

const NOW = '2026-11-23T09:00:00Z';
let test: TestSubgraph;
let admin: pg.Client;
beforeAll(async () => {
  test = await startTestSubgraph(bookingSubgraph, { faces, now: NOW });
  admin = new pg.Client({ connectionString: test.database.adminUrl });
  await admin.connect();
});
afterEach(() => test.clock.moveTo(NOW));
afterAll(async () => {
  await admin.end();
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

  it('who has booked another way', async () => {
    const { full, first, second } = await twoWait({}, { seats: 2 });
    await join(test, first, full.sessionId, 2);
    await cancel(full);
    await givenBooking(test, first, full.sessionId);
    await join(test, second, full.sessionId);
    await act(test, full.gym.owner, CANCEL, { bookingId: full.holders[1]?.bookingId });
    expect([await statusOf(first), await statusOf(second)]).toEqual(['WAITING', 'PROMOTED']);
  });
});

/** What the table says of a session, summed by PostgreSQL. */
async function sums(sessionId: string) {
  const { rows } = await admin.query(
    `select seats_taken as taken,
            (select coalesce(sum(seats), 0)::int from booking.booking b
              where b.session_id = s.id and status in ('PENDING', 'CONFIRMED', 'CHECKED_IN', 'COMPLETED')) as booked,
            (select coalesce(sum(seats), 0)::int from booking.hold h where h.session_id = s.id) as held,
            (select count(*)::int from booking.waitlist_entry e
              where e.session_id = s.id and status = 'PROMOTED') as promoted,
            (select count(distinct booking_id)::int from booking.waitlist_entry e
              where e.session_id = s.id) as bookings
       from booking.session s where id = $1`,
    [uuidOf(sessionId)],
  );
  return rows[0];
}

describe('many at once', () => {
  it('100 give back while 100 wait: each seat goes to exactly one of them, in their order', async () => {
    const full = await givenFull(test, { seats: 100 });
    const waiting = many(100, () => full.gym.someone('CUSTOMER'));
    for (const caller of waiting) await join(test, caller, full.sessionId);
    const calls = full.holders.map(({ caller, bookingId }) => ({
      caller,
      query: CANCEL,
      input: { bookingId },
    }));
    expect(await tally(test, calls)).toEqual({ done: 100 });
    expect(await sums(full.sessionId)).toEqual({
      taken: 100,
      booked: 100,
      held: 0,
      promoted: 100,
      bookings: 100,
    });
    const log = await logOf(test, full);
    expect(replay(log)).toEqual(turnsIn(log));
  });

  it('200 give back, join and book under limits: seats stay consistent, and the log tells why', async () => {
    const none = { bookings: null, seats: null };
    const limits = { perDay: { bookings: 1, seats: null }, perSevenDays: none, concurrent: none };
    const full = await givenFull(test, { seats: 60, rules: { limits } });
    const other = await givenFull(test, { seats: 20, gym: full.gym });
    const people = many(70, () => full.gym.someone('CUSTOMER'));
    const calls = [
      ...[...full.holders, ...other.holders].map(({ caller, bookingId }) => ({
        caller,
        query: CANCEL,
        input: { bookingId },
      })),
      ...people.map((caller, index) => ({
        caller,
        query: JOIN,
        input: { sessionId: full.sessionId, partySize: 1 + (index % 3) },
      })),
      ...people
        .slice(0, 50)
        .map((caller) => ({ caller, query: BOOK, input: { sessionId: other.sessionId } })),
    ].sort(() => Math.random() - 0.5);
    const known = ['done', 'SLOT_TAKEN', 'SEATS_FREE', 'BOOKING_LIMIT_REACHED', 'ALREADY_BOOKED'];
    const codes = Object.keys(await tally(test, calls));
    expect(codes.filter((code) => !known.includes(code))).toEqual([]);
    for (const each of [full, other]) {
      const { taken, booked, promoted, bookings } = await sums(each.sessionId);
      expect({ taken, promoted }).toEqual({ taken: booked, promoted: bookings });
      const log = await logOf(test, each);
      expect(replay(log)).toEqual(turnsIn(log));
    }
  });

  it('moves both ways between two full sessions with people waiting for both never stand still', async () => {
    const none = { bookings: null, seats: null };
    const limits = { perDay: { bookings: 3, seats: null }, perSevenDays: none, concurrent: none };
    const left = await givenFull(test, { seats: 15, rules: { limits } });
    const rightId = await givenSessionOf(test, left.gym.owner, left.offeringId, '2026-11-24T19:00:00Z');
    const right = { ...left, sessionId: rightId };
    const movers = many(15, () => left.gym.someone('CUSTOMER'));
    const bookings = await Promise.all(movers.map((caller) => givenBooking(test, caller, rightId)));
    const waiting = many(20, () => left.gym.someone('CUSTOMER'));
    for (const caller of waiting) {
      await join(test, caller, left.sessionId);
      await join(test, caller, rightId);
    }
    const calls = [
      ...left.holders.map(({ caller, bookingId }, index) => ({
        caller,
        query: index % 2 ? MOVE : CANCEL,
        input: index % 2 ? { bookingId, sessionId: rightId } : { bookingId },
      })),
      ...movers.map((caller, index) => ({
        caller,
        query: index % 2 ? CANCEL : MOVE,
        input:
          index % 2
            ? { bookingId: bookings[index] }
            : { bookingId: bookings[index], sessionId: left.sessionId },
      })),
    ];
    const { done = 0, SLOT_TAKEN = 0, ...others } = await tally(test, calls);
    expect(others).toEqual({});
    expect(done + SLOT_TAKEN).toBe(30);
    for (const each of [left, right]) {
      const { taken, booked, promoted, bookings: made } = await sums(each.sessionId);
      expect({ taken, promoted }).toEqual({ taken: booked, promoted: made });
      const log = await logOf(test, each);
      expect(replay(log)).toEqual(turnsIn(log));
    }
  });

  it('ten calls with one key give back one booking and promote one', async () => {
    const full = await givenFull(test, { seats: 2 });
    for (const caller of many(2, () => full.gym.someone('CUSTOMER')))
      await join(test, caller, full.sessionId);
    const input = { bookingId: full.holders[0]?.bookingId, idempotencyKey: anyKey() };
    const calls = many(10, () => ({ caller: full.gym.owner, query: CANCEL, input }));
    expect(await tally(test, calls)).toEqual({ done: 10 });
    expect(await sums(full.sessionId)).toMatchObject({ taken: 2, promoted: 1 });
  });
});

describe('the log', () => {
  it('can be added to and nothing else by the role that serves', async () => {
    const app = new pg.Client({ connectionString: test.database.url('booking_app') });
    await app.connect();
    await expect(app.query("update booking.waitlist_log set reason = 'x'")).rejects.toThrow(
      'permission denied',
    );
    await expect(app.query('delete from booking.waitlist_log')).rejects.toThrow('permission denied');
    await app.end();
  });
});
