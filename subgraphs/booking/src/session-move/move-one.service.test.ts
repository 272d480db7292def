import type { Caller } from '@freehold/kernel/caller/caller';
import type { TestTenant } from '@freehold/kernel/testing/callers';
import { startTestSubgraph, type TestSubgraph } from '@freehold/kernel/testing/test-subgraph';
import { newId } from '@freehold/kernel/values/id';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import {
  BOOK_INTERVAL,
  CALL_OFF,
  givenBooking,
  givenNewClass,
  givenOfferingOf,
  givenPool,
  givenSessionOf,
  many,
  newGym,
  tally,
} from '../../test/booking-scene.ts';
import { watch } from '../../test/live-scene.ts';
import { setRules } from '../../test/rules-scene.ts';
import { anyKey, BOOK, CANCEL, faces } from '../../test/scene.ts';
import { CHANGE_SERIES, givenSeries, nth, rowsOf } from '../../test/series-scene.ts';
import { act, codeOf, givenFull, join, newestOf } from '../../test/waitlist-scene.ts';
import { bookingSubgraph } from '../booking.subgraph.ts';

const NOW = '2026-11-23T09:00:00Z';
const LATER = '2026-11-25T18:30:00Z';
const MOVE_SESSION = `mutation ($input: MoveSessionInput!) { moveSession(input: $input) { session {
  id startsAt endsAt capacity seatsTaken resource { id } } } }`;
const UPDATE_OFFERING = `mutation ($input: UpdateOfferingInput!) { updateOffering(input: $input) { offering { id } } }`;
const OCCURRENCE = `{ series(first: 1) { edges { node { version occurrences(first: 9) { edges { node {
  startsLocal isOverridden session { startsAt } } } } } } } }`;

let test: TestSubgraph;
beforeAll(async () => {
  test = await startTestSubgraph(bookingSubgraph, { faces, now: NOW });
});
afterEach(() => test.clock.moveTo(NOW));
afterAll(() => test.close());

const codeOfMove = (caller: Caller, sessionId: string | undefined, startsAt = LATER) =>
  codeOf(test, caller, MOVE_SESSION, { sessionId, startsAt });

const claims = ({ owner }: TestTenant) => rowsOf(test, owner, 'select blocked::text from booking.claim');

describe('moving a session', () => {
  it('takes its claim along, and its bookings keep their seats', async () => {
    const { gym, offeringId, sessionId } = await givenNewClass(test, { bufferAfterMinutes: 15 });
    await givenBooking(test, gym.customer, sessionId, 3);
    expect(await act(test, gym.trainer, MOVE_SESSION, { sessionId, startsAt: LATER })).toMatchObject({
      moveSession: {
        session: {
          id: sessionId,
          startsAt: new Date(LATER),
          endsAt: new Date('2026-11-25T19:30:00Z'),
          capacity: 10,
          seatsTaken: 3,
        },
      },
    });
    expect(await claims(gym)).toEqual([{ blocked: '["2026-11-25 18:30:00+00","2026-11-25 19:45:00+00")' }]);
    await expect(givenSessionOf(test, gym.owner, offeringId)).resolves.toBeDefined();
  });

  it('leaves it as long as it was, whatever its offering takes by now', async () => {
    const { gym, offeringId, sessionId } = await givenNewClass(test, { bufferAfterMinutes: 15 });
    await act(test, gym.owner, UPDATE_OFFERING, { offeringId, durationMinutes: 30 });
    expect(await act(test, gym.owner, MOVE_SESSION, { sessionId, startsAt: LATER })).toMatchObject({
      moveSession: { session: { endsAt: new Date('2026-11-25T19:30:00Z') } },
    });
    expect(await claims(gym)).toEqual([{ blocked: '["2026-11-25 18:30:00+00","2026-11-25 19:45:00+00")' }]);
  });

  it('happens once for ten calls with one key, and another wish with that key is refused', async () => {
    const { gym, sessionId } = await givenNewClass(test);
    const input = { sessionId, startsAt: LATER, idempotencyKey: anyKey() };
    const call = { caller: gym.owner, query: MOVE_SESSION, input };
    expect(
      await tally(
        test,
        many(10, () => call),
      ),
    ).toEqual({ done: 10 });
    const told = `select count(*)::int as moves from booking.outbox where name = 'booking.session-moved'`;
    expect(await rowsOf(test, gym.owner, told)).toEqual([{ moves: 1 }]);
    const other = { ...input, startsAt: '2026-11-26T18:30:00Z' };
    expect(await codeOf(test, gym.owner, MOVE_SESSION, other)).toBe('IDEMPOTENCY_CONFLICT');
  });

  it('is seen by whoever watches the session or the bookings', async () => {
    const { gym, sessionId } = await givenNewClass(test);
    const sessions = await watch(test, gym.anonymous, 'sessionChanged { id startsAt }');
    const bookings = await watch(test, gym.trainer, 'bookingChanged { id session { startsAt } }');
    const bookingId = await givenBooking(test, gym.customer, sessionId);
    await Promise.all([sessions.next(), bookings.next()]);
    await act(test, gym.owner, MOVE_SESSION, { sessionId, startsAt: LATER });
    const startsAt = new Date(LATER);
    expect((await sessions.next()).value?.data).toEqual({ sessionChanged: { id: sessionId, startsAt } });
    expect((await bookings.next()).value?.data).toEqual({
      bookingChanged: { id: bookingId, session: { startsAt } },
    });
    await Promise.all([sessions.return?.(), bookings.return?.()]);
  });

  it('is refused where its resource is taken, buffers included, and changes nothing', async () => {
    const { gym, offeringId, sessionId } = await givenNewClass(test, { bufferBeforeMinutes: 30 });
    await givenSessionOf(test, gym.owner, offeringId, LATER);
    const before = await claims(gym);
    expect(await codeOfMove(gym.owner, sessionId, '2026-11-25T19:59:00Z')).toBe('SLOT_TAKEN');
    expect(await claims(gym)).toEqual(before);
    await act(test, gym.owner, MOVE_SESSION, { sessionId, startsAt: '2026-11-25T20:00:00Z' });
  });

  it('may overlap where it is itself, and takes another one of its pool', async () => {
    const gym = newGym();
    const poolId = await givenPool(test, gym.owner, 2);
    const offeringId = await givenOfferingOf(test, gym.owner, { kind: 'CLASS', poolId });
    const sessionId = await givenSessionOf(test, gym.owner, offeringId);
    await act(test, gym.owner, MOVE_SESSION, { sessionId, startsAt: '2026-11-24T17:30:00Z' });
    await givenSessionOf(test, gym.owner, offeringId, LATER);
    await act(test, gym.owner, MOVE_SESSION, { sessionId, startsAt: LATER });
    const rooms = 'select count(distinct resource_id)::int as rooms from booking.claim';
    expect(await rowsOf(test, gym.owner, rooms)).toEqual([{ rooms: 2 }]);
  });

  it('to one time is possible for one of two sessions of a room that are moved at once', async () => {
    const { gym, offeringId, sessionId } = await givenNewClass(test);
    const other = await givenSessionOf(test, gym.owner, offeringId, '2026-11-24T19:00:00Z');
    const calls = many(10, (index) => ({
      caller: gym.owner,
      query: MOVE_SESSION,
      input: { sessionId: index % 2 ? sessionId : other, startsAt: LATER },
    }));
    expect(await tally(test, calls)).toEqual({ done: 5, SLOT_TAKEN: 5 });
    expect(await claims(gym)).toHaveLength(2);
  });

  it.each([
    ['past', '2026-11-23T08:59:00Z'],
    ['beyond 400 days', '2027-12-29T09:00:00Z'],
  ])('to a start %s is refused', async (_, startsAt) => {
    const { gym, sessionId } = await givenNewClass(test);
    expect(await codeOfMove(gym.owner, sessionId, startsAt)).toBe('INVALID');
  });

  it('is refused once it has begun or was called off, and for what a booking made', async () => {
    const { gym, sessionId } = await givenNewClass(test);
    const offeringId = await givenOfferingOf(test, gym.owner, { kind: 'ROOM' });
    const startsAt = '2026-11-24T10:00:00Z';
    const booked = JSON.stringify(await act(test, gym.customer, BOOK_INTERVAL, { offeringId, startsAt }));
    const own = /"id":"(ssn_[^"]+)"/.exec(booked)?.[1];
    expect(await codeOfMove(gym.owner, own)).toBe('INVALID');
    test.clock.moveTo('2026-11-24T17:00:00Z');
    expect(await codeOfMove(gym.owner, sessionId)).toBe('SESSION_STARTED');
    test.clock.moveTo(NOW);
    await act(test, gym.owner, CALL_OFF, { sessionId });
    expect(await codeOfMove(gym.owner, sessionId)).toBe('SESSION_CANCELED');
  });

  it('is for the staff of its tenant', async () => {
    const { gym, sessionId } = await givenNewClass(test);
    expect(await codeOfMove(gym.customer, sessionId)).toBe('FORBIDDEN');
    expect(await codeOfMove(gym.anonymous, sessionId)).toBe('UNAUTHENTICATED');
    expect(await codeOfMove(newGym().owner, sessionId)).toBe('NOT_FOUND');
    expect(await codeOfMove(gym.owner, newId('ssn'))).toBe('NOT_FOUND');
    expect(await codeOfMove(gym.owner, newId('off'))).toBe('INVALID');
  });

  it('leaves the rules that were agreed, which judge by the new time', async () => {
    const { gym, sessionId } = await givenNewClass(test);
    const bookingId = await givenBooking(test, gym.customer, sessionId);
    await setRules(test, gym.owner, { cancellation: [] });
    await act(test, gym.owner, MOVE_SESSION, { sessionId, startsAt: LATER });
    test.clock.moveTo('2026-11-25T16:29:00Z');
    expect(await act(test, gym.customer, CANCEL, { bookingId })).toMatchObject({
      cancelBooking: { booking: { status: 'CANCELED' } },
    });
  });

  it('to a time at which check-in has closed already makes nobody absent who has booked it', async () => {
    const { gym, offeringId, sessionId } = await givenNewClass(test);
    const checkIn = { opensMinutesBefore: 60, closesMinutesAfter: -10, releasesSeat: true };
    const noShow = { graceHours: 2, consequence: 'FEE', feeMinor: 7_500 };
    await setRules(test, gym.owner, { checkIn, noShow });
    const bookingId = await givenBooking(test, gym.customer, sessionId);
    await act(test, gym.owner, MOVE_SESSION, { sessionId, startsAt: '2026-11-23T09:05:00Z' });
    // Whoever books is asked first what they have missed.
    await givenBooking(test, gym.customer, await givenSessionOf(test, gym.owner, offeringId, LATER));
    const checkedIn = `mutation ($input: CheckInBookingInput!) { checkInBooking(input: $input) { booking { status } } }`;
    expect(await act(test, gym.customer, checkedIn, { bookingId })).toEqual({
      checkInBooking: { booking: { status: 'CHECKED_IN' } },
    });
  });

  it('leaves who waits in the line', async () => {
    const full = await givenFull(test);
    await join(test, full.gym.customer, full.sessionId);
    await act(test, full.gym.owner, MOVE_SESSION, { sessionId: full.sessionId, startsAt: LATER });
    expect(await newestOf(test, full.gym.customer)).toMatchObject({ status: 'WAITING', place: 1 });
    expect(await codeOf(test, full.gym.someone('CUSTOMER'), BOOK, { sessionId: full.sessionId })).toBe(
      'SLOT_TAKEN',
    );
  });
});

describe('moving one session of a series', () => {
  it('counts as changed alone: changes of the series pass it by', async () => {
    const gym = newGym();
    const offeringId = await givenOfferingOf(test, gym.owner, { kind: 'CLASS' });
    const { occurrences } = await givenSeries(test.subgraph, gym.owner, offeringId);
    const sessionId = nth(occurrences, 1).session.id;
    await act(test, gym.owner, MOVE_SESSION, { sessionId, startsAt: '2026-12-09T19:00:00Z' });
    const all = { occurrenceId: nth(occurrences, 0).id, scope: 'ALL', startsLocal: '2026-12-01T20:00' };
    await act(test, gym.owner, CHANGE_SERIES, all);
    const answer = JSON.parse(JSON.stringify(await act(test, gym.owner, OCCURRENCE, {})));
    const [series] = answer.series.edges;
    expect(series.node.version).toBe(3);
    const starts = series.node.occurrences.edges.map(({ node }: { node: object }) => node);
    expect(starts).toMatchObject([
      { startsLocal: '2026-12-01T20:00', isOverridden: false },
      {
        startsLocal: '2026-12-09T20:00',
        isOverridden: true,
        session: { startsAt: '2026-12-09T19:00:00.000Z' },
      },
      { startsLocal: '2026-12-15T20:00' },
      { startsLocal: '2026-12-22T20:00' },
    ]);
  });
});
