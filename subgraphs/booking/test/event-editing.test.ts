import { ask, refusalOf, type TestSubgraph } from '@freehold/kernel/testing/test-subgraph';
import { newId } from '@freehold/kernel/values/id';
import pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  anyKey,
  CANCEL_EVENT,
  codeOf,
  EARLY,
  givenEvent,
  givenOrder,
  givenProduct,
  givenQuota,
  newVenue,
  orderInput,
  PLACE,
  STARTS_AT,
  startTicketing,
} from './ticket-scene.ts';

let test: TestSubgraph;
beforeAll(async () => {
  test = await startTicketing();
});
beforeEach(() => test.clock.moveTo(EARLY));
afterAll(() => test.close());

const UPDATE = `mutation ($input: UpdateEventInput!) { updateEvent(input: $input) { event {
  id name description locationName timeZone startsAt endsAt maxTickets } } }`;
const UPDATE_PRODUCT = `mutation ($input: UpdateTicketProductInput!) { updateTicketProduct(input: $input) { ticketProduct {
  name price { amountMinor } minPerOrder maxPerOrder } } }`;
const CHANGE_QUOTA = `mutation ($input: ChangeQuotaInput!) { changeQuota(input: $input) { quota { size sold } } }`;
const keyed = (input: object) => ({ input: { ...input, idempotencyKey: anyKey() } });

async function movesTold(eventId: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: test.database.adminUrl });
  await client.connect();
  const sql =
    "select payload from booking.outbox where name = 'booking.event-moved' and payload->>'eventId' = $1";
  const { rows } = await client.query<{ payload: unknown }>(sql, [eventId]);
  await client.end();
  return rows;
}

describe('an event that is changed', () => {
  it('has what was said and keeps the rest, and tells of a move alone', async () => {
    const venue = newVenue();
    const eventId = await givenEvent(test, venue.owner, { locationName: 'Hall', maxTickets: 10 });
    const rename = keyed({ eventId, name: 'Evening', description: 'Late.' });
    expect(await ask(test.subgraph, venue.owner, UPDATE, rename)).toMatchObject({
      updateEvent: {
        event: { name: 'Evening', locationName: 'Hall', startsAt: new Date(STARTS_AT), maxTickets: 10 },
      },
    });
    expect(await movesTold(eventId)).toHaveLength(0);
    const move = keyed({ eventId, startsAt: '2026-12-01T18:00:00Z', endsAt: '2026-12-01T20:00:00Z' });
    const moved = await ask(test.subgraph, venue.owner, UPDATE, move);
    expect(await ask(test.subgraph, venue.owner, UPDATE, move)).toEqual(moved);
    expect(await movesTold(eventId)).toEqual([
      {
        payload: {
          eventId,
          startedAt: STARTS_AT,
          startsAt: '2026-12-01T18:00:00.000Z',
          endsAt: '2026-12-01T20:00:00.000Z',
          locationName: 'Hall',
        },
      },
    ]);
  });

  it('never has fewer tickets than are taken', async () => {
    const venue = newVenue();
    const eventId = await givenEvent(test, venue.owner);
    const productId = await givenProduct(test, venue.owner, eventId);
    await givenOrder(test, venue.customer, eventId, productId, 3);
    const refusal = await refusalOf(test.subgraph, venue.owner, UPDATE, keyed({ eventId, maxTickets: 2 }));
    expect(refusal).toMatchObject({ code: 'TICKETS_TAKEN', taken: 3 });
    await ask(test.subgraph, venue.owner, UPDATE, keyed({ eventId, maxTickets: 3 }));
    expect(await codeOf(test, venue.customer, PLACE, orderInput(eventId, productId))).toBe('SOLD_OUT');
    await ask(test.subgraph, venue.owner, UPDATE, keyed({ eventId, maxTickets: null }));
    await givenOrder(test, venue.customer, eventId, productId);
  });

  it.each([
    ['an end before it begins', { endsAt: '2026-11-28T17:00:00Z' }],
    ['an end more than 31 days later', { endsAt: '2026-12-30T18:00:01Z' }],
    ['a start in the past', { startsAt: '2026-11-22T18:00:00Z' }],
    ['a start beyond 800 days', { startsAt: '2029-03-01T18:00:00Z', endsAt: '2029-03-01T20:00:00Z' }],
    ['a clock that is none', { timeZone: 'Europe/Nowhere' }],
    ['no name', { name: ' ' }],
  ])('does not get %s', async (_what, wrong) => {
    const venue = newVenue();
    const eventId = await givenEvent(test, venue.owner);
    expect(await codeOf(test, venue.owner, UPDATE, keyed({ eventId, ...wrong }))).toBe('INVALID');
    expect(await movesTold(eventId)).toHaveLength(0);
  });

  it('may last longer while it goes on, and is not changed once it is over or canceled', async () => {
    const venue = newVenue();
    const eventId = await givenEvent(test, venue.owner);
    const canceled = await givenEvent(test, venue.owner);
    await ask(test.subgraph, venue.owner, CANCEL_EVENT, keyed({ eventId: canceled }));
    expect(await codeOf(test, venue.owner, UPDATE, keyed({ eventId: canceled, name: 'New' }))).toBe(
      'EVENT_CANCELED',
    );
    test.clock.moveTo('2026-11-28T22:00:00Z');
    await ask(test.subgraph, venue.owner, UPDATE, keyed({ eventId, endsAt: '2026-11-29T01:00:00Z' }));
    expect(await codeOf(test, venue.owner, UPDATE, keyed({ eventId, endsAt: '2026-11-28T21:00:00Z' }))).toBe(
      'INVALID',
    );
    test.clock.moveTo('2026-11-29T01:00:00Z');
    expect(await codeOf(test, venue.owner, UPDATE, keyed({ eventId, name: 'New' }))).toBe('EVENT_ENDED');
  });

  it('is changed by administrators of its tenant alone', async () => {
    const venue = newVenue();
    const eventId = await givenEvent(test, venue.owner);
    const call = () => keyed({ eventId, name: 'New' });
    expect(await codeOf(test, venue.trainer, UPDATE, call())).toBe('FORBIDDEN');
    expect(await codeOf(test, newVenue().owner, UPDATE, call())).toBe('NOT_FOUND');
    expect(await codeOf(test, venue.owner, UPDATE, keyed({ eventId: newId('evn') }))).toBe('NOT_FOUND');
  });
});

describe('a ticket product that is changed', () => {
  it('has another price from the next order on', async () => {
    const venue = newVenue();
    const eventId = await givenEvent(test, venue.owner);
    const ticketProductId = await givenProduct(test, venue.owner, eventId, { priceMinor: 100 });
    await givenOrder(test, venue.customer, eventId, ticketProductId);
    const change = keyed({ ticketProductId, priceMinor: 250, maxPerOrder: 2 });
    expect(await ask(test.subgraph, venue.owner, UPDATE_PRODUCT, change)).toEqual({
      updateTicketProduct: {
        ticketProduct: { name: 'Adult', price: { amountMinor: 250 }, minPerOrder: 1, maxPerOrder: 2 },
      },
    });
    await givenOrder(test, venue.customer, eventId, ticketProductId);
    const mine = `{ myOrders(first: 2) { edges { node { total { amountMinor } } } } }`;
    expect(await ask(test.subgraph, venue.customer, mine)).toEqual({
      myOrders: {
        edges: [{ node: { total: { amountMinor: 250 } } }, { node: { total: { amountMinor: 100 } } }],
      },
    });
    expect(await codeOf(test, venue.customer, PLACE, orderInput(eventId, ticketProductId, 3))).toBe(
      'QUANTITY_NOT_ALLOWED',
    );
  });

  it('is refused by rule, to others than administrators, and to other tenants', async () => {
    const venue = newVenue();
    const eventId = await givenEvent(test, venue.owner);
    const ticketProductId = await givenProduct(test, venue.owner, eventId);
    const called = (change: object) => keyed({ ticketProductId, ...change });
    expect(await codeOf(test, venue.owner, UPDATE_PRODUCT, called({ minPerOrder: 11 }))).toBe('INVALID');
    expect(await codeOf(test, venue.owner, UPDATE_PRODUCT, called({ priceMinor: -1 }))).toBe('INVALID');
    expect(await codeOf(test, venue.trainer, UPDATE_PRODUCT, called({ name: 'New' }))).toBe('FORBIDDEN');
    expect(await codeOf(test, newVenue().owner, UPDATE_PRODUCT, called({ name: 'New' }))).toBe('NOT_FOUND');
  });
});

describe('a quota that is changed', () => {
  it('is never smaller than what is sold, also when both happen at once', async () => {
    const venue = newVenue();
    const eventId = await givenEvent(test, venue.owner);
    const quotaId = await givenQuota(test, venue.owner, eventId, 10);
    const productId = await givenProduct(test, venue.owner, eventId, { quotaIds: [quotaId] });
    await givenOrder(test, venue.customer, eventId, productId, 3);
    const refusal = await refusalOf(test.subgraph, venue.owner, CHANGE_QUOTA, keyed({ quotaId, size: 2 }));
    expect(refusal).toMatchObject({ code: 'TICKETS_TAKEN', taken: 3 });
    const orders = Array.from({ length: 10 }, () => ({
      query: PLACE,
      variables: orderInput(eventId, productId),
      caller: venue.someone('CUSTOMER'),
    }));
    const shrink = { query: CHANGE_QUOTA, variables: keyed({ quotaId, size: 5 }), caller: venue.owner };
    await Promise.all([...orders, shrink].map((call) => test.subgraph.execute(call)));
    const query = `{ event(id: "${eventId}") { quotas(first: 1) { edges { node { size sold } } } } }`;
    const seen = await ask<{ event: { quotas: { edges: { node: { size: number; sold: number } }[] } } }>(
      test.subgraph,
      venue.owner,
      query,
    );
    const quota = seen.event.quotas.edges[0]?.node;
    expect(quota?.sold).toBe(quota?.size);
    expect([5, 10]).toContain(quota?.size);
  });

  it('is of a size that there may be, and changed by administrators of its tenant', async () => {
    const venue = newVenue();
    const eventId = await givenEvent(test, venue.owner);
    const quotaId = await givenQuota(test, venue.owner, eventId, 10);
    expect(await codeOf(test, venue.owner, CHANGE_QUOTA, keyed({ quotaId, size: -1 }))).toBe('INVALID');
    expect(await codeOf(test, venue.owner, CHANGE_QUOTA, keyed({ quotaId, size: 1_000_001 }))).toBe(
      'INVALID',
    );
    expect(await codeOf(test, venue.trainer, CHANGE_QUOTA, keyed({ quotaId, size: 5 }))).toBe('FORBIDDEN');
    expect(await codeOf(test, newVenue().owner, CHANGE_QUOTA, keyed({ quotaId, size: 5 }))).toBe('NOT_FOUND');
    expect(await ask(test.subgraph, venue.owner, CHANGE_QUOTA, keyed({ quotaId, size: 0 }))).toEqual({
      changeQuota: { quota: { size: 0, sold: 0 } },
    });
  });
});
