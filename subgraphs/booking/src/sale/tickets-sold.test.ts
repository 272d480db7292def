import type { TestTenant } from '@freehold/kernel/testing/callers';
import { ask, refusalOf, type TestSubgraph } from '@freehold/kernel/testing/test-subgraph';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { many, tally } from '../../test/booking-scene.ts';
import {
  anyKey,
  CANCEL_ORDER,
  EARLY,
  givenEvent,
  givenOrder,
  givenProduct,
  newVenue,
  orderInput,
  PLACE,
  startTicketing,
} from '../../test/ticket-scene.ts';

let test: TestSubgraph;
beforeAll(async () => {
  test = await startTicketing();
});
beforeEach(() => test.clock.moveTo(EARLY));
afterAll(() => test.close());

const DECEMBER = '2026-12-01T09:00:00.000Z';

/** A venue whose plan sells so many tickets a month, with an event in December. */
async function givenSale(sold: number) {
  const venue = newVenue({ sold });
  const eventId = await givenEvent(test, venue.owner, {
    startsAt: '2026-12-20T18:00:00Z',
    endsAt: '2026-12-20T20:00:00Z',
  });
  return { venue, eventId, productId: await givenProduct(test, venue.owner, eventId) };
}

/** What is counted, as an order of ten that does not fit tells it. */
async function countedOf(venue: TestTenant, eventId: string, productId: string): Promise<unknown> {
  const tooMany = orderInput(eventId, productId, 10);
  const { code, used, limit, resetsAt } = await refusalOf(test.subgraph, venue.customer, PLACE, tooMany);
  return { code, used, limit, resetsAt };
}

const cancel = (venue: TestTenant, orderId: string) =>
  ask(test.subgraph, venue.owner, CANCEL_ORDER, { input: { orderId, idempotencyKey: anyKey() } });

const november = { code: 'LIMIT_EXCEEDED', limit: 10, resetsAt: '2026-11-30T23:00:00.000Z' };

describe('tickets that are sold in a month', () => {
  it('are counted with their number, and given back when their order is canceled', async () => {
    const { venue, eventId, productId } = await givenSale(10);
    await givenOrder(test, venue.customer, eventId, productId, 4);
    const order = await givenOrder(test, venue.customer, eventId, productId, 3);
    expect(await countedOf(venue, eventId, productId)).toEqual({ ...november, used: 7 });
    await cancel(venue, order.id);
    expect(await countedOf(venue, eventId, productId)).toEqual({ ...november, used: 4 });
  });

  it('are counted once for ten calls with one key', async () => {
    const { venue, eventId, productId } = await givenSale(10);
    const call = orderInput(eventId, productId, 2);
    await Promise.all(many(10, () => ask(test.subgraph, venue.customer, PLACE, call)));
    expect(await countedOf(venue, eventId, productId)).toEqual({ ...november, used: 2 });
  });

  it('are as many as the plan allows, also when many are ordered at once, and the refused take nothing', async () => {
    const { venue, eventId, productId } = await givenSale(10);
    const calls = many(30, () => ({
      caller: venue.customer,
      query: PLACE,
      input: { eventId, lines: [{ productId, quantity: 1 }] },
    }));
    expect(await tally(test, calls)).toEqual({ done: 10, LIMIT_EXCEEDED: 20 });
    const event = 'query ($id: ID!) { event(id: $id) { ticketsTaken } }';
    expect(await ask(test.subgraph, venue.owner, event, { id: eventId })).toEqual({
      event: { ticketsTaken: 10 },
    });
  });

  it('are counted anew each month, and given back to the month in which they were ordered', async () => {
    const { venue, eventId, productId } = await givenSale(10);
    const order = await givenOrder(test, venue.customer, eventId, productId, 6);
    test.clock.moveTo(DECEMBER);
    await givenOrder(test, venue.customer, eventId, productId, 5);
    await cancel(venue, order.id);
    const december = { ...november, resetsAt: '2026-12-31T23:00:00.000Z' };
    expect(await countedOf(venue, eventId, productId)).toEqual({ ...december, used: 5 });
    test.clock.moveTo(EARLY);
    expect(await givenOrder(test, venue.customer, eventId, productId, 10)).toMatchObject({ status: 'PAID' });
  });
});
