import { inTransaction } from '@freehold/kernel/database/transaction';
import { OutboxEvent } from '@freehold/kernel/events/outbox';
import { ask, type TestSubgraph } from '@freehold/kernel/testing/test-subgraph';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  AT_THE_GATE,
  anyKey,
  CANCEL_ORDER,
  codeOf,
  EARLY,
  givenEvent,
  givenOrder,
  givenProduct,
  givenQuota,
  newVenue,
  PAY,
  startTicketing,
  TICKET,
  tallyOf,
} from '../../test/ticket-scene.ts';

let test: TestSubgraph;
beforeAll(async () => {
  test = await startTicketing();
});
afterAll(() => test.close());

const orderCall = (orderId: string) => ({ input: { orderId, idempotencyKey: anyKey() } });

async function given(priceMinor = 0) {
  const venue = newVenue();
  const eventId = await givenEvent(test, venue.owner);
  const quotaId = await givenQuota(test, venue.owner, eventId, 2);
  const productId = await givenProduct(test, venue.owner, eventId, { priceMinor, quotaIds: [quotaId] });
  return { venue, eventId, productId, order: await givenOrder(test, venue.customer, eventId, productId, 2) };
}

describe('canceling an order', () => {
  it('revokes its tickets, shows no code of them to anybody, and frees them for others', async () => {
    const { venue, eventId, productId, order } = await given();
    const answer = await ask(test.subgraph, venue.customer, CANCEL_ORDER, orderCall(order.id));
    const node = { status: 'REVOKED', qr: null, ticketPng: null, ticketPdf: null };
    expect(answer).toMatchObject({
      cancelOrder: { order: { status: 'CANCELED', tickets: { edges: [{ node }, { node }] } } },
    });
    const [ticket] = order.tickets;
    for (const caller of [venue.owner, venue.customer])
      expect(await ask(test.subgraph, caller, TICKET, { id: ticket?.id })).toMatchObject({
        ticket: { qr: null },
      });
    const next = await givenOrder(test, venue.someone('CUSTOMER'), eventId, productId, 2);
    expect(next.tickets).toHaveLength(2);
  });

  it('gives tickets back once, however often and by however many it is asked', async () => {
    const { venue, eventId, productId, order } = await given();
    const key = orderCall(order.id);
    const calls = Array.from({ length: 20 }, (_, index) => ({
      caller: index % 2 ? venue.customer : venue.trainer,
      query: CANCEL_ORDER,
      variables: index < 4 ? key : orderCall(order.id),
    }));
    const tally = await tallyOf(test, calls);
    expect((tally.ok ?? 0) + (tally.ORDER_CANCELED ?? 0)).toBe(20);
    const SOLD = `query ($id: ID!) { event(id: $id) { ticketsTaken quotas(first: 1) { edges { node { sold } } } } }`;
    expect(await ask(test.subgraph, venue.owner, SOLD, { id: eventId })).toEqual({
      event: { ticketsTaken: 0, quotas: { edges: [{ node: { sold: 0 } }] } },
    });
    await givenOrder(test, venue.customer, eventId, productId, 2);
  });

  it("is the staff's alone when money was paid, or when the gates are open", async () => {
    const { venue, order } = await given(100);
    await ask(test.subgraph, venue.trainer, PAY, orderCall(order.id));
    expect(await codeOf(test, venue.customer, CANCEL_ORDER, orderCall(order.id))).toBe('ORDER_PAID');
    await expect(ask(test.subgraph, venue.trainer, CANCEL_ORDER, orderCall(order.id))).resolves.toBeDefined();

    const free = await given();
    test.clock.moveTo(AT_THE_GATE);
    const code = await codeOf(test, free.venue.customer, CANCEL_ORDER, orderCall(free.order.id));
    const byStaff = ask(test.subgraph, free.venue.trainer, CANCEL_ORDER, orderCall(free.order.id));
    await expect(byStaff).resolves.toBeDefined();
    test.clock.moveTo(EARLY);
    expect(code).toBe('ADMISSION_BEGAN');
  });

  it('lets nobody pay afterwards', async () => {
    const { venue, order } = await given(100);
    await ask(test.subgraph, venue.customer, CANCEL_ORDER, orderCall(order.id));
    expect(await codeOf(test, venue.trainer, PAY, orderCall(order.id))).toBe('ORDER_NOT_PENDING');
  });

  it('does not exist for another customer and for another tenant', async () => {
    const { venue, order } = await given();
    for (const caller of [venue.someone('CUSTOMER'), newVenue().owner])
      expect(await codeOf(test, caller, CANCEL_ORDER, orderCall(order.id))).toBe('NOT_FOUND');
    expect(await codeOf(test, venue.anonymous, CANCEL_ORDER, orderCall(order.id))).toBe('UNAUTHENTICATED');
  });
});

describe('what an order and its end tell others', () => {
  it('is written with them: placed, paid, canceled', async () => {
    const { venue, eventId, order } = await given(100);
    await ask(test.subgraph, venue.trainer, PAY, orderCall(order.id));
    await ask(test.subgraph, venue.trainer, CANCEL_ORDER, orderCall(order.id));
    const customerId = venue.customer.member?.id;
    const facts = { orderId: order.id, eventId, customerId, totalMinor: 200, currency: 'NOK' };
    const told = await inTransaction(test.subgraph.parts.orm, venue.tenant.id, (em) =>
      em.find(
        OutboxEvent,
        { name: { $like: 'booking.ticket-order-%', $ne: 'booking.ticket-order-changed' } },
        { orderBy: { position: 'asc' } },
      ),
    );
    expect(told.map(({ name, payload }) => [name, payload])).toEqual([
      ['booking.ticket-order-placed', { ...facts, tickets: 2, isPaid: false }],
      ['booking.ticket-order-paid', facts],
      ['booking.ticket-order-canceled', { ...facts, tickets: 2 }],
    ]);
  });
});
