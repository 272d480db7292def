import type { Caller } from '@freehold/kernel/caller/caller';
import type { TestTenant } from '@freehold/kernel/testing/callers';
import { ask, refusalOf, startTestSubgraph, type TestSubgraph } from '@freehold/kernel/testing/test-subgraph';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bookingSubgraph } from '../src/booking.subgraph.ts';
import { givenOfferingOf, givenRoom, givenSessionOf, HOLD, newGym } from './booking-scene.ts';
import { givenKnown } from './customer-scene.ts';
import { anyKey, BOOK, CANCEL, faces, SCHEDULE } from './scene.ts';
import { CHANGE_SERIES, givenSeries, nth, SCHEDULE_SERIES } from './series-scene.ts';
import { givenEvent } from './ticket-scene.ts';
import { act, givenFull, JOIN } from './waitlist-scene.ts';

const updateOf = (what: string) =>
  `mutation ($input: Update${what}Input!) { update${what}(input: $input) { __typename } }`;
const CREATE_OFFERING = `mutation ($input: CreateOfferingInput!) { createOffering(input: $input) { offering { id } } }`;

let test: TestSubgraph;
beforeAll(async () => {
  test = await startTestSubgraph(bookingSubgraph, { faces });
});
afterAll(() => test.close());

/** What is asked of a gym, and which fields may be null. */
interface Call {
  readonly caller: Caller;
  readonly query: string;
  readonly input: object;
  readonly nulls: readonly string[];
}

const session = async ({ owner }: TestTenant) =>
  givenSessionOf(test, owner, await givenOfferingOf(test, owner, { kind: 'CLASS' }));

const alike: readonly [string, (gym: TestTenant) => Promise<Call>][] = [
  [
    'booking a session',
    async (gym) => ({
      caller: gym.customer,
      query: BOOK,
      input: { sessionId: await session(gym) },
      nulls: ['holdId', 'customerId', 'overrideReason'],
    }),
  ],
  [
    'holding seats',
    async (gym) => ({
      caller: gym.customer,
      query: HOLD,
      input: { sessionId: await session(gym) },
      nulls: ['customerId'],
    }),
  ],
  [
    'giving a booking back',
    async (gym) => {
      const { bookSession } = await ask<{ bookSession: { booking: { id: string } } }>(
        test.subgraph,
        gym.customer,
        BOOK,
        { input: { sessionId: await session(gym), idempotencyKey: anyKey() } },
      );
      const input = { bookingId: bookSession.booking.id };
      return { caller: gym.customer, query: CANCEL, input, nulls: ['overrideReason'] };
    },
  ],
  [
    'waiting',
    async (gym) => {
      const { sessionId } = await givenFull(test, { gym });
      return { caller: gym.customer, query: JOIN, input: { sessionId, partySize: 1 }, nulls: ['customerId'] };
    },
  ],
  [
    'scheduling a session',
    async ({ owner }) => {
      const input = { offeringId: await givenOfferingOf(test, owner), startsAt: '2026-11-24T17:00:00Z' };
      return { caller: owner, query: SCHEDULE, input, nulls: ['capacity'] };
    },
  ],
  [
    'scheduling a series',
    async ({ owner }) => {
      const offeringId = await givenOfferingOf(test, owner, { kind: 'CLASS' });
      const input = { offeringId, rule: 'FREQ=WEEKLY;COUNT=2', startsLocal: '2026-12-01T18:00' };
      return { caller: owner, query: SCHEDULE_SERIES, input, nulls: ['timeZone', 'capacity'] };
    },
  ],
  [
    'changing a series',
    async ({ owner }) => {
      const offeringId = await givenOfferingOf(test, owner, { kind: 'CLASS' });
      const { occurrences } = await givenSeries(test.subgraph, owner, offeringId);
      const input = { occurrenceId: nth(occurrences, 0).id, scope: 'ALL', capacity: 9 };
      return { caller: owner, query: CHANGE_SERIES, input, nulls: ['startsLocal', 'offeringId'] };
    },
  ],
  [
    'creating an offering',
    async ({ owner }) => {
      const resourceId = await givenRoom(test, owner);
      const facts = { name: 'Yoga', kind: 'CLASS', durationMinutes: 60, capacity: 5, priceMinor: 0 };
      return {
        caller: owner,
        query: CREATE_OFFERING,
        input: { ...facts, resourceId },
        nulls: ['poolId', 'taxCode'],
      };
    },
  ],
];

const unlike: readonly [string, (gym: TestTenant) => Promise<Call>][] = [
  [
    'an offering',
    async ({ owner }) => {
      const offeringId = await givenOfferingOf(test, owner);
      return { caller: owner, query: updateOf('Offering'), input: { offeringId }, nulls: ['taxCode'] };
    },
  ],
  [
    'a resource',
    async ({ owner }) => {
      const resourceId = await givenRoom(test, owner);
      return { caller: owner, query: updateOf('Resource'), input: { resourceId }, nulls: ['poolId'] };
    },
  ],
  [
    'an event',
    async ({ owner }) => {
      const eventId = await givenEvent(test, owner, { locationName: 'Hall' });
      return { caller: owner, query: updateOf('Event'), input: { eventId }, nulls: ['locationName'] };
    },
  ],
  [
    'my profile',
    async (gym) => {
      await givenKnown(test, gym, gym.customer);
      return { caller: gym.customer, query: updateOf('MyProfile'), input: {}, nulls: ['phone'] };
    },
  ],
];

const withNulls = ({ input, nulls }: Call) => ({
  ...input,
  ...Object.fromEntries(nulls.map((name) => [name, null])),
});

describe('a field that is null and one that is left out', () => {
  it.each(alike)('ask for the same with one key: %s', async (_what, made) => {
    const call = await made(newGym());
    const { caller, query, input } = call;
    const idempotencyKey = anyKey();
    const first = await ask(test.subgraph, caller, query, { input: { ...withNulls(call), idempotencyKey } });
    expect(await ask(test.subgraph, caller, query, { input: { ...input, idempotencyKey } })).toEqual(first);
  });

  it.each(unlike)(
    'ask for different changes of %s, where null takes away what is there',
    async (_what, made) => {
      const call = await made(newGym());
      const { caller, query, input } = call;
      const idempotencyKey = anyKey();
      await ask(test.subgraph, caller, query, { input: { ...input, idempotencyKey } });
      const other = { input: { ...withNulls(call), idempotencyKey } };
      expect((await refusalOf(test.subgraph, caller, query, other)).code).toBe('IDEMPOTENCY_CONFLICT');
      await act(test, caller, query, withNulls(call));
    },
  );
});
