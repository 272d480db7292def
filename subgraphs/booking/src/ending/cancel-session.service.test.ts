import { ask, refusalOf, startTestSubgraph, type TestSubgraph } from '@freehold/kernel/testing/test-subgraph';
import { newId } from '@freehold/kernel/values/id';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import {
  CALL_OFF,
  givenBooking,
  givenOfferingOf,
  givenSessionOf,
  HOLD,
  MINE,
  many,
  newGym,
  tally,
} from '../../test/booking-scene.ts';
import { anyKey, BOOK, CANCEL, faces, givenSession, SCHEDULE } from '../../test/scene.ts';
import { bookingSubgraph } from '../booking.subgraph.ts';

let test: TestSubgraph;
beforeAll(async () => {
  test = await startTestSubgraph(bookingSubgraph, { faces });
});
afterAll(() => test.close());
afterEach(() => test.clock.moveTo(NOW));

const NOW = '2026-11-23T09:00:00Z';
const SESSIONS = `query ($from: DateTime!, $to: DateTime!) {
  sessions(from: $from, to: $to, first: 10) { edges { node { id } } } }`;
const week = { from: '2026-11-23T00:00:00Z', to: '2026-11-30T00:00:00Z' };

describe('calling a session off', () => {
  it('ends its bookings with the whole price refunded', async () => {
    const gym = newGym();
    const sessionId = await givenSession(test.subgraph, gym.owner);
    await givenBooking(test, gym.customer, sessionId, 2);
    test.clock.moveTo('2026-11-24T16:59:59Z');
    const input = { sessionId, idempotencyKey: anyKey() };
    expect(await ask(test.subgraph, gym.trainer, CALL_OFF, { input })).toEqual({
      cancelSession: {
        session: { id: sessionId, canceledAt: new Date('2026-11-24T16:59:59Z'), seatsTaken: 0 },
      },
    });
    expect(await ask(test.subgraph, gym.customer, MINE)).toMatchObject({
      myBookings: { edges: [{ node: { status: 'CANCELED', refund: { amountMinor: 30_000 } } }] },
    });
  });

  it('takes it from the schedule, and lets nobody book or hold it', async () => {
    const gym = newGym();
    const sessionId = await givenSession(test.subgraph, gym.owner);
    await ask(test.subgraph, gym.owner, CALL_OFF, { input: { sessionId, idempotencyKey: anyKey() } });
    expect(await ask(test.subgraph, gym.trainer, SESSIONS, week)).toEqual({ sessions: { edges: [] } });
    const calls = [BOOK, HOLD].map((query) => ({ caller: gym.customer, query, input: { sessionId } }));
    expect(await tally(test, calls)).toEqual({ SESSION_CANCELED: 2 });
  });

  it('frees its resource and gives back what the plan counted', async () => {
    const gym = newGym();
    const owner = gym.entitled(gym.owner, { limits: { classes: 1, bookings: 2 } });
    const customer = gym.entitled(gym.customer, { limits: { bookings: 2 } });
    const offeringId = await givenOfferingOf(test, owner);
    const sessionId = await givenSessionOf(test, owner, offeringId);
    await givenBooking(test, customer, sessionId);
    await givenBooking(test, gym.entitled(gym.someone('CUSTOMER'), { limits: { bookings: 2 } }), sessionId);
    await ask(test.subgraph, owner, CALL_OFF, { input: { sessionId, idempotencyKey: anyKey() } });
    const again = await givenSessionOf(test, owner, offeringId);
    await expect(givenBooking(test, customer, again)).resolves.toBeDefined();
  });

  it('makes holds of it worthless', async () => {
    const gym = newGym();
    const sessionId = await givenSession(test.subgraph, gym.owner);
    const input = { sessionId, idempotencyKey: anyKey() };
    const { createHold } = await ask<{ createHold: { hold: { id: string } } }>(
      test.subgraph,
      gym.customer,
      HOLD,
      { input },
    );
    await ask(test.subgraph, gym.owner, CALL_OFF, { input: { sessionId, idempotencyKey: anyKey() } });
    const call = { caller: gym.customer, query: BOOK, input: { sessionId, holdId: createHold.hold.id } };
    expect(await tally(test, [call])).toEqual({ NOT_FOUND: 1 });
  });

  it('leaves no booking standing while others book and give back at once', async () => {
    const gym = newGym();
    const offeringId = await givenOfferingOf(test, gym.owner, { capacity: 100 });
    const sessionId = await givenSessionOf(test, gym.owner, offeringId);
    const holders = many(20, () => gym.someone('CUSTOMER'));
    const bookings = await Promise.all(holders.map((holder) => givenBooking(test, holder, sessionId)));
    const calls = [
      ...bookings.map((bookingId) => ({ caller: gym.trainer, query: CANCEL, input: { bookingId } })),
      { caller: gym.owner, query: CALL_OFF, input: { sessionId } },
      ...many(20, () => ({ caller: gym.someone('CUSTOMER'), query: BOOK, input: { sessionId } })),
    ];
    const { done = 0, SESSION_CANCELED = 0, BOOKING_NOT_CONFIRMED = 0, ...others } = await tally(test, calls);
    expect(others).toEqual({});
    expect(done + SESSION_CANCELED + BOOKING_NOT_CONFIRMED).toBe(41);
    const query = `query ($representations: [_Any!]!) { _entities(representations: $representations) {
      ... on Tenant { bookings(first: 100) { edges { node { status session { seatsTaken } } } } } } }`;
    const representations = [{ __typename: 'Tenant', id: gym.tenant.id }];
    const text = JSON.stringify(await ask(test.subgraph, gym.owner, query, { representations }));
    expect(text).not.toContain('CONFIRMED');
    expect(text).not.toMatch(/"seatsTaken":[^0]/);
  });

  it('happens once for one key, and not a second time for another', async () => {
    const gym = newGym();
    const sessionId = await givenSession(test.subgraph, gym.owner);
    const input = { sessionId, idempotencyKey: anyKey() };
    const calls = many(10, () => ({ caller: gym.owner, query: CALL_OFF, input }));
    expect(await tally(test, calls)).toEqual({ done: 10 });
    const another = { caller: gym.owner, query: CALL_OFF, input: { sessionId } };
    expect(await tally(test, [another])).toEqual({ SESSION_CANCELED: 1 });
  });

  it('is for staff of the tenant, before it begins', async () => {
    const [gym, other] = [newGym(), newGym()];
    const sessionId = await givenSession(test.subgraph, gym.owner);
    const refused = async (caller: typeof gym.owner, id = sessionId) => {
      const input = { sessionId: id, idempotencyKey: anyKey() };
      return (await refusalOf(test.subgraph, caller, CALL_OFF, { input })).code;
    };
    expect(await refused(gym.customer)).toBe('FORBIDDEN');
    expect(await refused(other.owner)).toBe('NOT_FOUND');
    expect(await refused(gym.owner, newId('ssn'))).toBe('NOT_FOUND');
    test.clock.moveTo('2026-11-24T17:00:00Z');
    expect(await refused(gym.owner)).toBe('SESSION_STARTED');
  });

  it('stays away from what is scheduled after it', async () => {
    const gym = newGym();
    const offeringId = await givenOfferingOf(test, gym.owner);
    const first = await givenSessionOf(test, gym.owner, offeringId);
    await ask(test.subgraph, gym.owner, CALL_OFF, { input: { sessionId: first, idempotencyKey: anyKey() } });
    await givenSessionOf(test, gym.owner, offeringId);
    const call = {
      caller: gym.owner,
      query: SCHEDULE,
      input: { offeringId, startsAt: '2026-11-24T17:30:00Z' },
    };
    expect(await tally(test, [call])).toEqual({ SLOT_TAKEN: 1 });
  });
});
