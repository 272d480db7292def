import type { Caller } from '@freehold/kernel/caller/caller';
import type { TestTenant } from '@freehold/kernel/testing/callers';
import { ask, type TestSubgraph } from '@freehold/kernel/testing/test-subgraph';
import { newId, uuidOf } from '@freehold/kernel/values/id';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  BOOK_INTERVAL,
  givenBooking,
  givenOfferingOf,
  givenSessionOf,
  HOLD,
  MOVE,
  RELEASE,
} from './booking-scene.ts';
import { givenKnown, idOf } from './customer-scene.ts';
import { setRules } from './rules-scene.ts';
import { anyKey, BOOK } from './scene.ts';
import { BOOK_SERIES, givenSeries, rowsOf } from './series-scene.ts';
import { givenEvent, givenProduct, newVenue, PLACE, startTicketing } from './ticket-scene.ts';
import { codeOf, givenFull, JOIN, STARTS } from './waitlist-scene.ts';

let test: TestSubgraph;
beforeAll(async () => {
  test = await startTicketing();
});
afterAll(() => test.close());

const newGym = () => newVenue({ classes: null, bookings: null });

/** What can be done for a customer: the mutation, and what it asks beside the customer. */
const deeds: readonly [string, string, (gym: TestTenant) => Promise<object>][] = [
  [
    'book a session',
    BOOK,
    async ({ owner }) => {
      const offeringId = await givenOfferingOf(test, owner, { kind: 'CLASS' });
      return { sessionId: await givenSessionOf(test, owner, offeringId) };
    },
  ],
  [
    'book a time',
    BOOK_INTERVAL,
    async ({ owner }) => ({ offeringId: await givenOfferingOf(test, owner), startsAt: STARTS }),
  ],
  [
    'book a series',
    BOOK_SERIES,
    async ({ owner }) => {
      const offeringId = await givenOfferingOf(test, owner, { kind: 'CLASS' });
      return { seriesId: (await givenSeries(test.subgraph, owner, offeringId)).id };
    },
  ],
  ['wait for a seat', JOIN, async (gym) => ({ sessionId: (await givenFull(test, { gym })).sessionId })],
  [
    'hold a time',
    HOLD,
    async ({ owner }) => ({ offeringId: await givenOfferingOf(test, owner), startsAt: STARTS }),
  ],
  [
    'order tickets',
    PLACE,
    async ({ owner }) => {
      const eventId = await givenEvent(test, owner);
      const productId = await givenProduct(test, owner, eventId);
      return { eventId, lines: [{ productId, quantity: 1 }] };
    },
  ],
];

/** How much a customer has of what can be done for them. */
async function madeFor(gym: TestTenant, customerId: string): Promise<number> {
  const count = (table: string) => `(select count(*)::int from booking.${table} where customer_id = $1)`;
  const counts = ['booking', 'hold', 'waitlist_entry', 'ticket_order'].map(count);
  const [row] = await rowsOf<{ made: number }>(test, gym.owner, `select ${counts.join(' + ')} as made`, [
    uuidOf(customerId),
  ]);
  return row?.made ?? 0;
}
const attempt = async (caller: Caller, query: string, input: object) => {
  const variables = { input: { ...input, idempotencyKey: anyKey() } };
  return JSON.stringify((await test.subgraph.execute({ query, variables, caller })).errors ?? []);
};

/** The code of a refusal, or `done`. */
async function codeOfAny(caller: Caller, query: string, input: object): Promise<string> {
  const variables = { input: { ...input, idempotencyKey: anyKey() } };
  const [refusal] = (await test.subgraph.execute({ query, variables, caller })).errors ?? [];
  return refusal ? String(refusal.extensions?.code) : 'done';
}

describe.each(deeds)('staff may %s', (_what, query, given) => {
  it('for a customer, whose it is', async () => {
    const gym = newGym();
    const customerId = await givenKnown(test, gym, gym.customer);
    const input = await given(gym);
    expect(await madeFor(gym, customerId)).toBe(0);
    expect(await codeOfAny(gym.trainer, query, { ...input, customerId })).toBe('done');
    expect(await madeFor(gym, customerId)).toBeGreaterThan(0);
    expect(await madeFor(gym, idOf(gym.trainer))).toBe(0);
  });

  it('and a customer for nobody else, nor staff for whom the tenant does not know', async () => {
    const [gym, elsewhere] = [newGym(), newGym()];
    const known = await givenKnown(test, gym, gym.customer);
    const foreign = await givenKnown(test, elsewhere, elsewhere.customer);
    const input = await given(gym);
    const another = gym.someone('CUSTOMER');
    expect(await codeOf(test, another, query, { ...input, customerId: known })).toBe('FORBIDDEN');
    const refused = await attempt(gym.owner, query, { ...input, customerId: foreign });
    expect(refused).toContain('NOT_FOUND');
    expect(await attempt(gym.owner, query, { ...input, customerId: newId('mbr') })).toBe(refused);
    expect(await codeOf(test, gym.owner, query, { ...input, customerId: 'nobody' })).toBe('INVALID');
    expect(await codeOf(test, gym.anonymous, query, { ...input, customerId: known })).toBe('UNAUTHENTICATED');
    expect(await madeFor(gym, known)).toBe(0);
  });
});

describe('a booking that staff made for a customer', () => {
  const MINE = `{ myBookings(first: 10) { edges { node { customer { id } bookedBy { id } } } } }`;
  const scene = async () => {
    const gym = newGym();
    const offeringId = await givenOfferingOf(test, gym.owner, { kind: 'CLASS' });
    const sessionId = await givenSessionOf(test, gym.owner, offeringId);
    return { gym, offeringId, sessionId, customerId: await givenKnown(test, gym, gym.customer) };
  };

  it('is shown to the customer with who made it', async () => {
    const { gym, sessionId, customerId } = await scene();
    expect(await codeOfAny(gym.trainer, BOOK, { sessionId, customerId })).toBe('done');
    expect(await ask(test.subgraph, gym.customer, MINE)).toEqual({
      myBookings: {
        edges: [{ node: { customer: { id: customerId }, bookedBy: { id: idOf(gym.trainer) } } }],
      },
    });
    expect(await ask(test.subgraph, gym.trainer, MINE)).toEqual({ myBookings: { edges: [] } });
  });

  it('is made by the customer when it was, and by whoever moved it when it was moved', async () => {
    const { gym, offeringId, sessionId } = await scene();
    const bookingId = await givenBooking(test, gym.customer, sessionId);
    const [own, staff] = [{ id: idOf(gym.customer) }, { id: idOf(gym.owner) }];
    expect(await ask(test.subgraph, gym.customer, MINE)).toMatchObject({
      myBookings: { edges: [{ node: { bookedBy: own } }] },
    });
    const target = await givenSessionOf(test, gym.owner, offeringId, '2026-11-25T17:00:00Z');
    expect(await codeOfAny(gym.owner, MOVE, { bookingId, sessionId: target })).toBe('done');
    const { myBookings } = await ask<{ myBookings: { edges: { node: { bookedBy: object } }[] } }>(
      test.subgraph,
      gym.customer,
      MINE,
    );
    expect(myBookings.edges.map(({ node }) => node.bookedBy)).toEqual(expect.arrayContaining([own, staff]));
  });

  it('counts against the limits of the customer and not of the staff', async () => {
    const { gym, offeringId, sessionId, customerId } = await scene();
    const perDay = { bookings: 1, seats: null };
    const none = { bookings: null, seats: null };
    await setRules(test, gym.owner, { limits: { perDay, perSevenDays: none, concurrent: none } });
    const second = await givenSessionOf(test, gym.owner, offeringId, '2026-11-24T19:00:00Z');
    await givenBooking(test, gym.trainer, sessionId);
    expect(await codeOfAny(gym.trainer, BOOK, { sessionId: second, customerId })).toBe('done');
    expect(await codeOfAny(gym.trainer, BOOK, { sessionId, customerId })).toBe('BOOKING_LIMIT_REACHED');
    const overridden = { sessionId, customerId, overrideReason: 'A friend of the house.' };
    expect(await codeOfAny(gym.trainer, BOOK, overridden)).toBe('done');
  });

  it('uses the hold of the customer, which staff may also give up', async () => {
    const { gym, sessionId, customerId } = await scene();
    const hold = async () => {
      const input = { sessionId, customerId, idempotencyKey: anyKey() };
      const { createHold } = await ask<{ createHold: { hold: { id: string } } }>(
        test.subgraph,
        gym.trainer,
        HOLD,
        { input },
      );
      return createHold.hold.id;
    };
    expect(await codeOfAny(gym.owner, RELEASE, { holdId: await hold(), customerId })).toBe('done');
    const holdId = await hold();
    expect(await codeOfAny(gym.trainer, BOOK, { sessionId, holdId })).toBe('NOT_FOUND');
    expect(await codeOfAny(gym.trainer, BOOK, { sessionId, holdId, customerId })).toBe('done');
  });
});
