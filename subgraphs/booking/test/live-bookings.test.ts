import type { Caller } from '@freehold/kernel/caller/caller';
import { ask, startTestSubgraph, type TestSubgraph } from '@freehold/kernel/testing/test-subgraph';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bookingSubgraph } from '../src/booking.subgraph.ts';
import { BOOK_INTERVAL, givenBooking, givenOfferingOf, newGym, tally } from './booking-scene.ts';
import { anyKey, CANCEL, faces, givenSession } from './scene.ts';

let test: TestSubgraph;
beforeAll(async () => {
  test = await startTestSubgraph(bookingSubgraph, { faces });
});
afterAll(() => test.close());

async function watchSessions(caller: Caller) {
  const events = await test.subgraph.subscribe({ query: 'subscription { sessionChanged { id } }', caller });
  if (!(Symbol.asyncIterator in events)) throw new Error('It was refused.');
  return events[Symbol.asyncIterator]();
}

async function watch(caller: Caller, field: string) {
  const query = `subscription { ${field} { id status } }`;
  const events = await test.subgraph.subscribe({ query, caller });
  if (!(Symbol.asyncIterator in events)) return { refusal: events.errors?.[0]?.extensions?.code };
  return { events: events[Symbol.asyncIterator]() };
}

describe('watching the schedule', () => {
  it('tells of a session that a booking made to staff alone', async () => {
    const gym = newGym();
    const offeringId = await givenOfferingOf(test, gym.owner, { kind: 'PERSONAL' });
    const sessionId = await givenSession(test.subgraph, gym.owner);
    const watchers = [gym.trainer, gym.anonymous, gym.customer];
    const streams = await Promise.all(watchers.map((caller) => watchSessions(caller)));
    const heard = () => Promise.all(streams.map(async (stream) => (await stream.next()).value?.data));
    const { bookInterval } = await ask<{
      bookInterval: { booking: { id: string; session: { id: string } } };
    }>(test.subgraph, gym.someone('CUSTOMER'), BOOK_INTERVAL, {
      input: { offeringId, startsAt: '2026-11-25T09:00:00Z', idempotencyKey: anyKey() },
    });
    const { booking } = bookInterval;
    await tally(test, [{ caller: gym.trainer, query: CANCEL, input: { bookingId: booking.id } }]);
    await givenBooking(test, gym.customer, sessionId);
    const ofPublic = { sessionChanged: { id: sessionId } };
    const ofBooking = { sessionChanged: { id: booking.session.id } };
    expect(await heard()).toEqual([ofBooking, ofPublic, ofPublic]);
    await Promise.all(streams.map((stream) => stream.return?.()));
  });
});

describe('watching bookings', () => {
  it('tells staff each change of any, and a customer those of the own ones alone', async () => {
    const [gym, other] = [newGym(), newGym()];
    const sessionId = await givenSession(test.subgraph, gym.owner);
    const all = await watch(gym.trainer, 'bookingChanged');
    const mine = await watch(gym.customer, 'myBookingChanged');
    const foreign = await watch(other.owner, 'bookingChanged');
    const foreignEvent = foreign.events?.next();
    const theirs = await givenBooking(test, gym.someone('CUSTOMER'), sessionId);
    const own = await givenBooking(test, gym.customer, sessionId);
    await tally(test, [{ caller: gym.customer, query: CANCEL, input: { bookingId: own } }]);
    const heard = async (stream: typeof all, field: string) =>
      (await stream.events?.next())?.value?.data?.[field].id;
    expect([await heard(all, 'bookingChanged'), await heard(all, 'bookingChanged')]).toEqual([theirs, own]);
    expect(await heard(mine, 'myBookingChanged')).toBe(own);
    expect((await mine.events?.next())?.value).toEqual({
      data: { myBookingChanged: { id: own, status: 'CANCELED' } },
    });
    await foreign.events?.return?.();
    expect(await foreignEvent).toEqual({ done: true, value: undefined });
    await all.events?.return?.();
    const waiting = mine.events?.next();
    await mine.events?.return?.();
    expect(await waiting).toEqual({ done: true, value: undefined });
  });

  it('is not for strangers, and of all bookings not for customers', async () => {
    const gym = newGym();
    expect(await watch(gym.customer, 'bookingChanged')).toEqual({ refusal: 'FORBIDDEN' });
    expect(await watch(gym.anonymous, 'bookingChanged')).toEqual({ refusal: 'UNAUTHENTICATED' });
    expect(await watch(gym.anonymous, 'myBookingChanged')).toEqual({ refusal: 'UNAUTHENTICATED' });
  });
});
