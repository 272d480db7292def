import { ask, refusalOf, startTestSubgraph, type TestSubgraph } from '@freehold/kernel/testing/test-subgraph';
import { newId } from '@freehold/kernel/values/id';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  BOOK_INTERVAL,
  givenOfferingOf,
  givenPool,
  givenRoom,
  many,
  newGym,
  tally,
} from '../../test/booking-scene.ts';
import { anyKey, BOOK, CANCEL, faces } from '../../test/scene.ts';
import { bookingSubgraph } from '../booking.subgraph.ts';

let test: TestSubgraph;
beforeAll(async () => {
  test = await startTestSubgraph(bookingSubgraph, { faces });
});
afterAll(() => test.close());

const startsAt = '2026-11-24T17:00:00Z';
const SESSIONS = `query ($from: DateTime!, $to: DateTime!) {
  sessions(from: $from, to: $to, first: 10) { edges { node { id seatsLeft } } } }`;
const week = { from: '2026-11-23T00:00:00Z', to: '2026-11-30T00:00:00Z' };

interface BookedInterval {
  readonly bookInterval: { booking: { id: string; session: { id: string } } };
}

describe('booking a time', () => {
  it('makes a session of its own, full and claimed', async () => {
    const gym = newGym();
    const resourceId = await givenRoom(test, gym.owner);
    const offeringId = await givenOfferingOf(test, gym.owner, { resourceId });
    const input = { offeringId, startsAt, seats: 3, idempotencyKey: anyKey() };
    expect(await ask(test.subgraph, gym.customer, BOOK_INTERVAL, { input })).toEqual({
      bookInterval: {
        booking: {
          id: expect.stringMatching(/^bkg_/),
          status: 'CONFIRMED',
          seats: 3,
          price: { amountMinor: 45_000 },
          session: {
            id: expect.stringMatching(/^ssn_/),
            startsAt: new Date(startsAt),
            endsAt: new Date('2026-11-24T18:00:00Z'),
            isOnDemand: true,
            capacity: 3,
            seatsLeft: 0,
            resource: { id: resourceId },
          },
        },
      },
    });
  });

  it('cannot be joined by others, and stands on the schedule of staff alone', async () => {
    const gym = newGym();
    const offeringId = await givenOfferingOf(test, gym.owner);
    const input = { offeringId, startsAt, idempotencyKey: anyKey() };
    const { bookInterval } = await ask<BookedInterval>(test.subgraph, gym.customer, BOOK_INTERVAL, { input });
    const sessionId = bookInterval.booking.session.id;
    const join = { caller: gym.someone('CUSTOMER'), query: BOOK, input: { sessionId } };
    expect(await tally(test, [join])).toEqual({ SLOT_TAKEN: 1 });
    const none = { sessions: { edges: [] } };
    expect(await ask(test.subgraph, gym.anonymous, SESSIONS, week)).toEqual(none);
    expect(await ask(test.subgraph, gym.trainer, SESSIONS, week)).toEqual({
      sessions: { edges: [{ node: { id: sessionId, seatsLeft: 0 } }] },
    });
  });

  it('is given to exactly one of 200 who ask at once', async () => {
    const gym = newGym();
    const offeringId = await givenOfferingOf(test, gym.owner, { kind: 'PERSONAL', capacity: 1 });
    const calls = many(200, () => ({
      caller: gym.someone('CUSTOMER'),
      query: BOOK_INTERVAL,
      input: { offeringId, startsAt },
    }));
    expect(await tally(test, calls)).toEqual({ done: 1, SLOT_TAKEN: 199 });
  });

  it('is given to as many at once as the pool has rooms', async () => {
    const gym = newGym();
    const offeringId = await givenOfferingOf(test, gym.owner, {
      poolId: await givenPool(test, gym.owner, 3),
    });
    const calls = many(30, (index) => ({
      caller: gym.someone('CUSTOMER'),
      query: BOOK_INTERVAL,
      input: { offeringId, startsAt: `2026-11-24T17:${String(index).padStart(2, '0')}:00Z` },
    }));
    expect(await tally(test, calls)).toEqual({ done: 3, SLOT_TAKEN: 27 });
  });

  it('has one effect for ten calls with one key, also on the plan', async () => {
    const gym = newGym();
    const customer = gym.entitled(gym.customer, { limits: { bookings: 1 } });
    const offeringId = await givenOfferingOf(test, gym.owner);
    const input = { offeringId, startsAt, idempotencyKey: anyKey() };
    const calls = many(10, () => ({ caller: customer, query: BOOK_INTERVAL, input }));
    expect(await tally(test, calls)).toEqual({ done: 10 });
    const next = { offeringId, startsAt: '2026-11-24T19:00:00Z' };
    expect(await tally(test, [{ caller: customer, query: BOOK_INTERVAL, input: next }])).toEqual({
      LIMIT_EXCEEDED: 1,
    });
    const free = await ask(test.subgraph, gym.trainer, SESSIONS, week);
    expect(free).toMatchObject({ sessions: { edges: [{ node: { seatsLeft: 0 } }] } });
  });

  it('is free again when its booking is given back', async () => {
    const gym = newGym();
    const offeringId = await givenOfferingOf(test, gym.owner);
    const input = { offeringId, startsAt, seats: 2, idempotencyKey: anyKey() };
    const { bookInterval } = await ask<BookedInterval>(test.subgraph, gym.customer, BOOK_INTERVAL, { input });
    const bookingId = bookInterval.booking.id;
    const cancel = { input: { bookingId, idempotencyKey: anyKey() } };
    const query = CANCEL.replace('seatsLeft', 'canceledAt');
    expect(await ask(test.subgraph, gym.customer, query, cancel)).toMatchObject({
      cancelBooking: { booking: { session: { canceledAt: new Date('2026-11-23T09:00:00Z') } } },
    });
    const again = { caller: gym.someone('CUSTOMER'), query: BOOK_INTERVAL, input: { offeringId, startsAt } };
    expect(await tally(test, [again])).toEqual({ done: 1 });
  });

  it.each([
    ['a class', { kind: 'CLASS' }, {}, 'NOT_BY_INTERVAL'],
    ['an event', { kind: 'EVENT' }, {}, 'NOT_BY_INTERVAL'],
    ['more people than it is for', {}, { seats: 11 }, 'INVALID'],
    ['nobody', {}, { seats: 0 }, 'INVALID'],
    ['the past', {}, { startsAt: '2026-11-23T09:00:00Z' }, 'INVALID'],
    ['a time beyond 400 days', {}, { startsAt: '2028-01-01T09:00:00Z' }, 'INVALID'],
    ['an offering that never was', {}, { offeringId: newId('off') }, 'NOT_FOUND'],
    ['a hold that never was', {}, { holdId: newId('hld') }, 'NOT_FOUND'],
    ['an override by a customer', {}, { overrideReason: 'please' }, 'FORBIDDEN'],
  ])('refuses %s', async (_what, facts, wrong, code) => {
    const gym = newGym();
    const offeringId = await givenOfferingOf(test, gym.owner, facts);
    const input = { offeringId, startsAt, idempotencyKey: anyKey(), ...wrong };
    expect((await refusalOf(test.subgraph, gym.customer, BOOK_INTERVAL, { input })).code).toBe(code);
    expect(await ask(test.subgraph, gym.trainer, SESSIONS, week)).toEqual({ sessions: { edges: [] } });
  });

  it('needs somebody who is signed in, and an offering of the own tenant', async () => {
    const [gym, other] = [newGym(), newGym()];
    const offeringId = await givenOfferingOf(test, gym.owner);
    const input = { offeringId, startsAt, idempotencyKey: anyKey() };
    const refused = async (caller: typeof gym.anonymous) =>
      (await refusalOf(test.subgraph, caller, BOOK_INTERVAL, { input })).code;
    expect([await refused(gym.anonymous), await refused(other.customer)]).toEqual([
      'UNAUTHENTICATED',
      'NOT_FOUND',
    ]);
  });
});
