import type { Caller } from '@freehold/kernel/caller/caller';
import { ask, startTestSubgraph, type TestSubgraph } from '@freehold/kernel/testing/test-subgraph';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { BOOK_INTERVAL, newGym } from '../../test/booking-scene.ts';
import { everyDay, givenAppointment, givenResource, givenWeek } from '../../test/opening-scene.ts';
import { setRules } from '../../test/rules-scene.ts';
import { anyKey, faces } from '../../test/scene.ts';
import { bookingSubgraph } from '../booking.subgraph.ts';

let test: TestSubgraph;
beforeAll(async () => {
  test = await startTestSubgraph(bookingSubgraph, { faces });
});
afterEach(() => test.clock.moveTo('2026-11-23T09:00:00Z'));
afterAll(() => test.close());

const SLOTS = `query ($offeringId: ID!, $from: DateTime!, $to: DateTime!, $movedBookingId: ID) {
  availableSlots(offeringId: $offeringId, from: $from, to: $to, stepMinutes: 60, movedBookingId: $movedBookingId) {
    startsAt } }`;
const CLOSE = `mutation ($input: CloseSessionInput!) { closeSession(input: $input) { session { id } } }`;
const ALL = ['24', '25', '26', '27', '28', '29', '30', '01', '02'];

interface Made {
  readonly bookInterval: {
    readonly booking: { readonly id: string; readonly session: { readonly id: string } };
  };
}

/** A coach who is there from nine to noon, and an hour with her under some rules. */
async function givenHours(rules: object) {
  const gym = newGym();
  const maker = { subgraph: test.subgraph, owner: gym.owner };
  const resourceId = await givenResource(maker);
  await givenWeek(maker, { resourceId }, everyDay('09:00', '12:00'));
  const offeringId = await givenAppointment(maker, { resourceId });
  await setRules(test, gym.owner, { offeringId, ...rules });
  /** The days on which there are times for somebody. */
  const daysFor = async (caller: Caller, more: object = {}) => {
    const asked = { offeringId, from: '2026-11-23T23:00:00Z', to: '2026-12-02T23:00:00Z', ...more };
    const { availableSlots } = await ask<{ availableSlots: readonly { startsAt: Date }[] }>(
      test.subgraph,
      caller,
      SLOTS,
      asked,
    );
    return [...new Set(availableSlots.map(({ startsAt }) => startsAt.toISOString().slice(8, 10)))];
  };
  const book = async (startsAt: string) => {
    const input = { offeringId, startsAt, idempotencyKey: anyKey() };
    return (await ask<Made>(test.subgraph, gym.customer, BOOK_INTERVAL, { input })).bookInterval.booking;
  };
  return { gym, daysFor, book };
}

describe('the times of a customer who asks', () => {
  const limits = { perDay: { bookings: 1 }, perSevenDays: { bookings: 2 }, concurrent: {} };

  it('are what the limits leave, and all of them for others', async () => {
    const { gym, daysFor, book } = await givenHours({ limits });
    expect(await daysFor(gym.customer)).toEqual(ALL);
    await book('2026-11-25T09:00:00Z');
    expect(await daysFor(gym.customer)).toEqual(ALL.filter((day) => day !== '25'));
    await book('2026-11-24T09:00:00Z');
    expect(await daysFor(gym.customer)).toEqual(['01', '02']);
    for (const caller of [gym.anonymous, gym.owner, gym.someone('CUSTOMER')])
      expect(await daysFor(caller)).toEqual(ALL);
  });

  it('are those to which a booking can be moved, which does not count itself', async () => {
    const { gym, daysFor, book } = await givenHours({ limits });
    const { id: movedBookingId } = await book('2026-11-25T09:00:00Z');
    await book('2026-11-24T09:00:00Z');
    expect(await daysFor(gym.customer, { movedBookingId })).toEqual(ALL.filter((day) => day !== '24'));
  });

  it('are none while strikes block', async () => {
    const strikes = { count: 1, windowDays: 30, blockDays: 14 };
    const { gym, daysFor, book } = await givenHours({
      strikes,
      noShow: { graceHours: 0, consequence: 'STRIKE' },
    });
    const { session } = await book('2026-11-24T09:00:00Z');
    test.clock.moveTo('2026-11-24T12:00:00Z');
    await ask(test.subgraph, gym.owner, CLOSE, {
      input: { sessionId: session.id, idempotencyKey: anyKey() },
    });
    expect(await daysFor(gym.customer)).toEqual([]);
    expect(await daysFor(gym.anonymous)).toEqual(ALL.slice(1));
  });
});
