import type { TestTenant } from '@freehold/kernel/testing/callers';
import { ask, refusalOf, startTestSubgraph, type TestSubgraph } from '@freehold/kernel/testing/test-subgraph';
import { newId, uuidOf } from '@freehold/kernel/values/id';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import {
  BOOK_INTERVAL,
  givenBooking,
  givenOfferingOf,
  givenRoom,
  givenSessionOf,
  MINE,
  MOVE,
  many,
  newGym,
  tally,
} from '../../test/booking-scene.ts';
import { anyKey, BOOK, CANCEL, faces, givenSession } from '../../test/scene.ts';
import { bookingSubgraph } from '../booking.subgraph.ts';

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
afterEach(() => test.clock.moveTo('2026-11-23T09:00:00Z'));

const at = (hour: number, minute = 0) => new Date(Date.UTC(2026, 10, 24, hour, minute)).toISOString();

interface BookedInterval {
  readonly bookInterval: { booking: { id: string; session: { id: string } } };
}
interface Moved {
  readonly rescheduleBooking: { booking: { id: string } };
}

/** A class with sessions at these hours, and the customer's booking of two seats of the first. */
async function givenClass(gym: TestTenant, hours: readonly number[], capacity = 10) {
  const offeringId = await givenOfferingOf(test, gym.owner, { kind: 'CLASS', capacity });
  const sessionIds: string[] = [];
  for (const hour of hours) sessionIds.push(await givenSessionOf(test, gym.owner, offeringId, at(hour)));
  const [from = '', to = ''] = sessionIds;
  return { offeringId, sessionIds, from, to, bookingId: await givenBooking(test, gym.customer, from, 2) };
}

async function givenAppointment(gym: TestTenant, offeringId: string, startsAt: string): Promise<string> {
  const input = { offeringId, startsAt, idempotencyKey: anyKey() };
  const made = await ask<BookedInterval>(test.subgraph, gym.customer, BOOK_INTERVAL, { input });
  return made.bookInterval.booking.id;
}

async function codeOf(caller: TestTenant['owner'], input: object): Promise<unknown> {
  return (await refusalOf(test.subgraph, caller, MOVE, { input: { ...input, idempotencyKey: anyKey() } }))
    .code;
}

/** What a tenant's seats, bookings, claims and units add up to. */
async function sums(gym: TestTenant) {
  const { rows } = await admin.query(
    `select (select coalesce(sum(seats_taken), 0)::int from booking.session where tenant_id = $1) as taken,
            (select coalesce(sum(seats), 0)::int from booking.booking
              where tenant_id = $1 and status in ('PENDING', 'CONFIRMED')) as booked,
            (select count(*)::int from booking.booking
              where tenant_id = $1 and status in ('PENDING', 'CONFIRMED')) as standing,
            (select count(*)::int from booking.session where tenant_id = $1 and canceled_at is null) as sessions,
            (select count(*)::int from booking.claim where tenant_id = $1) as claims,
            (select coalesce(sum(used), 0)::int from booking.usage_counter
              where tenant_id = $1 and id = 'bookings') as counted`,
    [uuidOf(gym.tenant.id)],
  );
  return rows[0];
}

describe('moving a booking to another session', () => {
  it('lets a new booking take its place at its price, counted once', async () => {
    const gym = newGym();
    const { bookingId, to } = await givenClass(gym, [17, 18]);
    test.clock.moveTo('2026-11-23T10:00:00Z');
    const input = { bookingId, sessionId: to, idempotencyKey: anyKey() };
    const answer = await ask<Moved>(test.subgraph, gym.customer, MOVE, { input });
    const { id } = answer.rescheduleBooking.booking;
    expect(answer.rescheduleBooking.booking).toEqual({
      id: expect.not.stringContaining(bookingId),
      status: 'CONFIRMED',
      seats: 2,
      bookedAt: new Date('2026-11-23T09:00:00Z'),
      price: { amountMinor: 30_000 },
      session: { id: to, startsAt: new Date(at(18)), seatsLeft: 8 },
    });
    const { myBookings } = await ask<{ myBookings: { edges: { node: { id: string } }[] } }>(
      test.subgraph,
      gym.customer,
      MINE,
    );
    const old = myBookings.edges.find(({ node }) => node.id === bookingId);
    expect(old?.node).toMatchObject({ status: 'RESCHEDULED', rescheduledTo: { id } });
    expect(await sums(gym)).toEqual({
      taken: 2,
      booked: 2,
      standing: 1,
      sessions: 2,
      claims: 2,
      counted: 1,
    });
  });

  it('leaves everything as it is when the other session is full', async () => {
    const gym = newGym();
    const { bookingId, to } = await givenClass(gym, [17, 18], 2);
    await givenBooking(test, gym.someone('CUSTOMER'), to);
    const before = await sums(gym);
    expect(await codeOf(gym.customer, { bookingId, sessionId: to })).toBe('SLOT_TAKEN');
    expect(await sums(gym)).toEqual(before);
  });

  it('has one effect for ten calls with one key, and one of ten keys moves it', async () => {
    const gym = newGym();
    const { bookingId, to } = await givenClass(gym, [17, 18]);
    const idempotencyKey = anyKey();
    const once = { caller: gym.customer, query: MOVE, input: { bookingId, sessionId: to, idempotencyKey } };
    expect(
      await tally(
        test,
        many(10, () => once),
      ),
    ).toEqual({ done: 10 });
    const other = await givenClass(gym, [17, 18]);
    const each = {
      caller: gym.customer,
      query: MOVE,
      input: { bookingId: other.bookingId, sessionId: other.to },
    };
    expect(
      await tally(
        test,
        many(10, () => each),
      ),
    ).toEqual({ done: 1, BOOKING_NOT_CONFIRMED: 9 });
    expect(await sums(gym)).toMatchObject({ taken: 4, booked: 4, standing: 2, counted: 2 });
  });

  it('is possible at the limit of the plan', async () => {
    const gym = newGym();
    const customer = gym.entitled(gym.customer, { limits: { bookings: 1 } });
    const { bookingId, to } = await givenClass(gym, [17, 18]);
    const call = { caller: customer, query: MOVE, input: { bookingId, sessionId: to } };
    expect(await tally(test, [call])).toEqual({ done: 1 });
  });

  it('loses nobody when 30 change places both ways while others book and cancel', async () => {
    const gym = newGym();
    const offeringId = await givenOfferingOf(test, gym.owner, { kind: 'CLASS', capacity: 20 });
    const [left, right] = [
      await givenSessionOf(test, gym.owner, offeringId, at(17)),
      await givenSessionOf(test, gym.owner, offeringId, at(18)),
    ];
    const holders = many(30, () => gym.someone('CUSTOMER'));
    const bookings = await Promise.all(
      holders.map((holder, index) => givenBooking(test, holder, index % 2 ? left : right)),
    );
    const calls = holders.flatMap((caller, index) => [
      { caller, query: MOVE, input: { bookingId: bookings[index], sessionId: index % 2 ? right : left } },
      {
        caller,
        query: index % 3 ? BOOK : CANCEL,
        input: index % 3 ? { sessionId: left } : { bookingId: bookings[index] },
      },
    ]);
    const codes = Object.keys(await tally(test, calls)).sort();
    const known = ['ALREADY_BOOKED', 'BOOKING_NOT_CONFIRMED', 'SLOT_TAKEN', 'done'];
    expect(codes.filter((code) => !known.includes(code))).toEqual([]);
    const after = await sums(gym);
    expect(after).toMatchObject({ taken: after.booked, counted: after.standing, claims: 2 });
  });

  it.each([
    ['to nowhere', {}, 'INVALID'],
    ['to a session and a time at once', { sessionId: newId('ssn'), startsAt: at(18) }, 'INVALID'],
    ['to a session that never was', { sessionId: newId('ssn') }, 'NOT_FOUND'],
    ['of a class to a time', { startsAt: at(20) }, 'NOT_BY_INTERVAL'],
    ['that never was', { bookingId: newId('bkg'), startsAt: at(20) }, 'NOT_FOUND'],
  ])('refuses one %s', async (_what, wrong, code) => {
    const gym = newGym();
    const { bookingId } = await givenClass(gym, [17]);
    expect(await codeOf(gym.customer, { bookingId, ...wrong })).toBe(code);
  });

  it('refuses the same session, one of another offering, one booked already and one called off', async () => {
    const gym = newGym();
    const { bookingId, from, to, sessionIds } = await givenClass(gym, [17, 18, 19]);
    expect(await codeOf(gym.customer, { bookingId, sessionId: from })).toBe('INVALID');
    const another = await givenSession(test.subgraph, gym.owner);
    expect(await codeOf(gym.customer, { bookingId, sessionId: another })).toBe('INVALID');
    await givenBooking(test, gym.customer, to);
    expect(await codeOf(gym.customer, { bookingId, sessionId: to })).toBe('ALREADY_BOOKED');
    const query =
      'mutation ($input: CancelSessionInput!) { cancelSession(input: $input) { session { id } } }';
    const off = { sessionId: sessionIds[2], idempotencyKey: anyKey() };
    await ask(test.subgraph, gym.owner, query, { input: off });
    expect(await codeOf(gym.customer, { bookingId, sessionId: sessionIds[2] })).toBe('SESSION_CANCELED');
  });

  it("keeps to the notice that was agreed, unless staff says why, and is nobody else's", async () => {
    const [gym, other] = [newGym(), newGym()];
    const { bookingId, to } = await givenClass(gym, [17, 20]);
    const move = { bookingId, sessionId: to };
    expect(await codeOf(gym.someone('CUSTOMER'), move)).toBe('NOT_FOUND');
    expect(await codeOf(other.owner, move)).toBe('NOT_FOUND');
    test.clock.moveTo('2026-11-24T15:00:01Z');
    expect(await codeOf(gym.customer, move)).toBe('RESCHEDULE_TOO_LATE');
    const overrideReason = 'Our mistake';
    expect(await codeOf(gym.customer, { ...move, overrideReason })).toBe('FORBIDDEN');
    const call = { caller: gym.trainer, query: MOVE, input: { ...move, overrideReason } };
    expect(await tally(test, [call])).toEqual({ done: 1 });
  });

  it('is refused once the session has begun', async () => {
    const gym = newGym();
    const { bookingId, to } = await givenClass(gym, [17, 20]);
    test.clock.moveTo(at(17));
    expect(await codeOf(gym.customer, { bookingId, sessionId: to })).toBe('SESSION_STARTED');
  });
});

describe('moving a booking to another time', () => {
  it('may be by less than its length, and frees the old time', async () => {
    const gym = newGym();
    const offeringId = await givenOfferingOf(test, gym.owner, { kind: 'APPOINTMENT', capacity: 1 });
    const bookingId = await givenAppointment(gym, offeringId, at(17));
    const call = { caller: gym.customer, query: MOVE, input: { bookingId, startsAt: at(17, 30) } };
    expect(await tally(test, [call])).toEqual({ done: 1 });
    expect(await sums(gym)).toEqual({
      taken: 1,
      booked: 1,
      standing: 1,
      sessions: 1,
      claims: 1,
      counted: 1,
    });
    await expect(givenAppointment(gym, offeringId, at(16, 30))).resolves.toBeDefined();
  });

  it('leaves everything as it is when that time is taken', async () => {
    const gym = newGym();
    const offeringId = await givenOfferingOf(test, gym.owner, { kind: 'APPOINTMENT', capacity: 1 });
    const bookingId = await givenAppointment(gym, offeringId, at(17));
    await givenAppointment(gym, offeringId, at(19));
    const before = await sums(gym);
    expect(await codeOf(gym.customer, { bookingId, startsAt: at(18, 30) })).toBe('SLOT_TAKEN');
    expect(await codeOf(gym.customer, { bookingId, startsAt: at(17) })).toBe('INVALID');
    expect(await sums(gym)).toEqual(before);
  });

  it('gives one time to exactly one of 20 who want to move there at once', async () => {
    const gym = newGym();
    const resourceId = await givenRoom(test, gym.owner);
    const facts = { kind: 'APPOINTMENT', capacity: 1, durationMinutes: 15, resourceId };
    const offeringId = await givenOfferingOf(test, gym.owner, facts);
    const bookings: string[] = [];
    for (const quarter of many(20, (index) => index))
      bookings.push(await givenAppointment(gym, offeringId, at(8, quarter * 15)));
    const calls = bookings.map((bookingId) => ({
      caller: gym.customer,
      query: MOVE,
      input: { bookingId, startsAt: at(20) },
    }));
    expect(await tally(test, calls)).toEqual({ done: 1, SLOT_TAKEN: 19 });
    expect(await sums(gym)).toMatchObject({ taken: 20, standing: 20, sessions: 20, claims: 20, counted: 20 });
  });
});
