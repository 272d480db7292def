import type { Caller } from '@freehold/kernel/caller/caller';
import { startTestSubgraph, type TestSubgraph } from '@freehold/kernel/testing/test-subgraph';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bookingSubgraph } from '../src/booking.subgraph.ts';
import { givenBooking, newGym } from './booking-scene.ts';
import { faces, givenSession } from './scene.ts';

let test: TestSubgraph;
beforeAll(async () => {
  test = await startTestSubgraph(bookingSubgraph, { faces });
});
afterAll(() => test.close());

async function watch(caller: Caller, selection: string, after?: string) {
  const query = `subscription { ${selection} }`;
  const answer = await test.subgraph.subscribe({ query, caller, live: { after } });
  if (!(Symbol.asyncIterator in answer)) throw new Error(JSON.stringify(answer));
  return { opening: answer.opening, events: answer[Symbol.asyncIterator]() };
}

describe('a live subscription says', () => {
  it('that events may be shared, unless who the member is decides which of them come or what is in them', async () => {
    const gym = newGym();
    const sessionId = await givenSession(test.subgraph, gym.owner);
    const plain = await watch(gym.customer, 'sessionChanged { id seatsLeft }');
    const own = await watch(gym.customer, 'sessionChanged { id myBooking { id } }');
    const mine = await watch(gym.customer, 'myBookingChanged { id }');
    expect([plain, own, mine].map(({ opening }) => opening?.isShareable)).toEqual([true, true, false]);
    await givenBooking(test, gym.customer, sessionId);
    const events = await Promise.all([plain, own].map((each) => each.events.next()));
    expect(events.map(({ value }) => value.live.isShareable)).toEqual([true, false]);
    await Promise.all([plain, own, mine].map((each) => each.events.return?.()));
  });

  it('where it begins and how far each event is, and continues there', async () => {
    const gym = newGym();
    const sessionId = await givenSession(test.subgraph, gym.owner);
    const first = await watch(gym.trainer, 'bookingChanged { id }');
    await first.events.return?.();
    const bookings = [
      await givenBooking(test, gym.someone('CUSTOMER'), sessionId),
      await givenBooking(test, gym.someone('CUSTOMER'), sessionId),
    ];
    const second = await watch(gym.trainer, 'bookingChanged { id }', first.opening?.place ?? '');
    const { value } = await second.events.next();
    expect(value.data.bookingChanged.id).toBe(bookings[0]);
    const third = await watch(gym.trainer, 'bookingChanged { id }', value.live.place);
    expect((await third.events.next()).value.data.bookingChanged.id).toBe(bookings[1]);
    await Promise.all([second, third].map((each) => each.events.return?.()));
  });
});
