import { ask, type TestSubgraph } from '@freehold/kernel/testing/test-subgraph';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  anyKey,
  CREATE_PRODUCT,
  CREATE_QUOTA,
  codeOf,
  givenEvent,
  givenOrder,
  givenProduct,
  givenQuota,
  newVenue,
  startTicketing,
} from '../../test/ticket-scene.ts';

let test: TestSubgraph;
beforeAll(async () => {
  test = await startTicketing();
});
afterAll(() => test.close());

const product = (eventId: string, changes: Record<string, unknown> = {}) => ({
  input: { eventId, name: 'Adult', priceMinor: 25_000, idempotencyKey: anyKey(), ...changes },
});
const SHOWN = `query ($id: ID!, $first: Int!) { event(id: $id) { ticketProducts(first: $first) { edges { node {
  name isSoldOut price { amountMinor } } } } } }`;
const QUOTAS = `query ($id: ID!) { event(id: $id) { quotas(first: 10) { edges { node { size sold } } } } }`;

describe('creating a ticket product', () => {
  it("has a price in the tenant's currency, bounds and the quotas that it counts against", async () => {
    const venue = newVenue();
    const eventId = await givenEvent(test, venue.owner);
    const quotaIds = [
      await givenQuota(test, venue.owner, eventId, 10),
      await givenQuota(test, venue.owner, eventId, 4),
    ];
    const answer = await ask(
      test.subgraph,
      venue.owner,
      CREATE_PRODUCT,
      product(eventId, { quotaIds, maxPerOrder: 4 }),
    );
    expect(answer).toEqual({
      createTicketProduct: {
        ticketProduct: {
          id: expect.stringMatching(/^tpr_/),
          name: 'Adult',
          price: { amountMinor: 25_000, currency: 'NOK' },
          minPerOrder: 1,
          maxPerOrder: 4,
          isSoldOut: false,
          quotas: [{ name: 'Quota of 10' }, { name: 'Quota of 4' }],
          event: { id: eventId },
        },
      },
    });
  });

  it.each([
    ['a price below nothing', { priceMinor: -1 }],
    ['fewest above most', { minPerOrder: 5, maxPerOrder: 4 }],
    ['no ticket at all', { maxPerOrder: 0 }],
    ['no name', { name: '' }],
    ['an id of something else', { quotaIds: ['evn_01h45ytscbebyvny4gc8cr8ma2'] }],
  ])('refuses %s', async (_, changes) => {
    const venue = newVenue();
    const eventId = await givenEvent(test, venue.owner);
    expect(await codeOf(test, venue.owner, CREATE_PRODUCT, product(eventId, changes))).toBe('INVALID');
  });

  it('finds no event of another tenant, and no quota of another event', async () => {
    const [venue, other] = [newVenue(), newVenue()];
    const eventId = await givenEvent(test, venue.owner);
    expect(await codeOf(test, other.owner, CREATE_PRODUCT, product(eventId))).toBe('NOT_FOUND');
    const quotaId = await givenQuota(test, venue.owner, await givenEvent(test, venue.owner), 5);
    const call = product(eventId, { quotaIds: [quotaId] });
    expect(await codeOf(test, venue.owner, CREATE_PRODUCT, call)).toBe('NOT_FOUND');
    const quota = { input: { eventId, name: 'All', size: 5, idempotencyKey: anyKey() } };
    expect(await codeOf(test, other.owner, CREATE_QUOTA, quota)).toBe('NOT_FOUND');
  });

  it('is for administrators, and has one effect for one key', async () => {
    const venue = newVenue();
    const eventId = await givenEvent(test, venue.owner);
    expect(await codeOf(test, venue.trainer, CREATE_PRODUCT, product(eventId))).toBe('FORBIDDEN');
    const call = product(eventId);
    const answers = await Promise.all(
      Array.from({ length: 5 }, () => ask(test.subgraph, venue.owner, CREATE_PRODUCT, call)),
    );
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    const other = product(eventId, { ...call.input, name: 'Child' });
    expect(await codeOf(test, venue.owner, CREATE_PRODUCT, other)).toBe('IDEMPOTENCY_CONFLICT');
  });
});

describe('the ticket products of an event', () => {
  it('are public, with whether they are sold out; how many are sold is for the staff', async () => {
    const venue = newVenue();
    const eventId = await givenEvent(test, venue.owner);
    const quotaId = await givenQuota(test, venue.owner, eventId, 2);
    const productId = await givenProduct(test, venue.owner, eventId, { quotaIds: [quotaId] });
    const shown = () => ask(test.subgraph, venue.anonymous, SHOWN, { id: eventId, first: 10 });
    const edges = (isSoldOut: boolean) => ({
      event: { ticketProducts: { edges: [{ node: { isSoldOut } }] } },
    });
    expect(await shown()).toMatchObject(edges(false));
    await givenOrder(test, venue.customer, eventId, productId, 2);
    expect(await shown()).toMatchObject(edges(true));
    expect(await ask(test.subgraph, venue.trainer, QUOTAS, { id: eventId })).toEqual({
      event: { quotas: { edges: [{ node: { size: 2, sold: 2 } }] } },
    });
    expect(await codeOf(test, venue.customer, QUOTAS, { id: eventId })).toBe('FORBIDDEN');
  });

  it('take the same number of statements for 2 rows and for 20', async () => {
    const venue = newVenue();
    const eventId = await givenEvent(test, venue.owner);
    for (const _ of Array.from({ length: 20 })) {
      const quotaId = await givenQuota(test, venue.owner, eventId, 5);
      await givenProduct(test, venue.owner, eventId, { quotaIds: [quotaId] });
    }
    const counted = async (first: number) => {
      test.statements.splice(0);
      await ask(test.subgraph, venue.anonymous, SHOWN, { id: eventId, first });
      return test.statements.length;
    };
    expect(await counted(20)).toBe(await counted(2));
  });
});
