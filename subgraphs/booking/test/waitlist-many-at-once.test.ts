import { startTestSubgraph, type TestSubgraph } from '@freehold/kernel/testing/test-subgraph';
import { uuidOf } from '@freehold/kernel/values/id';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bookingSubgraph } from '../src/booking.subgraph.ts';
import { replay, turnsIn } from '../src/waitlist/replay.policy.ts';
import { givenBooking, givenSessionOf, MOVE, many, tally } from './booking-scene.ts';
import { anyKey, BOOK, CANCEL, faces } from './scene.ts';
import { givenFull, JOIN, join, logOf } from './waitlist-scene.ts';

let test: TestSubgraph;
let admin: pg.Client;
beforeAll(async () => {
  test = await startTestSubgraph(bookingSubgraph, { faces });
  admin = new pg.Client({ connectionString: test.database.adminUrl });
  await admin.connect();
});
afterAll(async () => {
  await admin.end();
  await test.close();
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

describe('many at once', { timeout: 60_000 }, () => {
  it('60 give back while 60 wait: each seat goes to exactly one of them, in their order', async () => {
    const full = await givenFull(test, { seats: 60 });
    const waiting = many(60, () => full.gym.someone('CUSTOMER'));
    const entries: string[] = [];
    for (const caller of waiting) entries.push(await join(test, caller, full.sessionId));
    const calls = full.holders.map(({ caller, bookingId }) => ({
      caller,
      query: CANCEL,
      input: { bookingId },
    }));
    expect(await tally(test, calls)).toEqual({ done: 60 });
    expect(await sums(full.sessionId)).toEqual({
      taken: 60,
      booked: 60,
      held: 0,
      promoted: 60,
      bookings: 60,
    });
    const log = await logOf(test, full);
    expect(replay(log)).toEqual(turnsIn(log));
    expect(turnsIn(log).map(({ entryId }) => entryId)).toEqual(entries);
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
