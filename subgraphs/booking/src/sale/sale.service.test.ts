import { ask, refusalOf, type TestSubgraph } from '@freehold/kernel/testing/test-subgraph';
import { newId } from '@freehold/kernel/values/id';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  anyKey,
  CANCEL_EVENT,
  codeOf,
  EARLY,
  ENDS_AT,
  givenEvent,
  givenOrder,
  givenProduct,
  givenQuota,
  newVenue,
  orderInput,
  PAY,
  PLACE,
  startTicketing,
  tallyOf,
} from '../../test/ticket-scene.ts';

let test: TestSubgraph;
beforeAll(async () => {
  test = await startTicketing();
});
afterAll(() => test.close());

const SALES = `query ($id: ID!) { event(id: $id) { ticketsTaken quotas(first: 10) { edges { node { sold } } } } }`;
const orderCall = (orderId: string) => ({ input: { orderId, idempotencyKey: anyKey() } });

describe('ordering tickets', () => {
  it('gives free tickets at once, each with a code of its own', async () => {
    const venue = newVenue();
    const eventId = await givenEvent(test, venue.owner);
    const productId = await givenProduct(test, venue.owner, eventId);
    const order = await givenOrder(test, venue.customer, eventId, productId, 3);
    expect(order.status).toBe('PAID');
    expect(order.tickets.map(({ status, version }) => [status, version])).toEqual(
      Array(3).fill(['VALID', 1]),
    );
    expect(new Set(order.tickets.map(({ qr }) => qr)).size).toBe(3);
  });

  it('waits for the money of those that have a price, at the price of the day', async () => {
    const venue = newVenue();
    const eventId = await givenEvent(test, venue.owner);
    const productId = await givenProduct(test, venue.owner, eventId, { priceMinor: 25_000 });
    const { placeOrder } = await ask(test.subgraph, venue.customer, PLACE, orderInput(eventId, productId, 2));
    expect(placeOrder).toMatchObject({
      order: {
        status: 'PENDING',
        total: { amountMinor: 50_000, currency: 'NOK' },
        lines: [{ quantity: 2, unitPrice: { amountMinor: 25_000 }, product: { name: 'Adult' } }],
        tickets: { edges: [{ node: { status: 'UNPAID' } }, { node: { status: 'UNPAID' } }] },
      },
    });
  });

  it('gives the last ticket of a quota to exactly one of 200 who ask at once', async () => {
    const venue = newVenue();
    const eventId = await givenEvent(test, venue.owner);
    const quotaId = await givenQuota(test, venue.owner, eventId, 1);
    const productId = await givenProduct(test, venue.owner, eventId, { quotaIds: [quotaId] });
    const calls = Array.from({ length: 200 }, () => ({
      caller: venue.someone('CUSTOMER'),
      query: PLACE,
      variables: orderInput(eventId, productId),
    }));
    expect(await tallyOf(test, calls)).toEqual({ ok: 1, SOLD_OUT: 199 });
    expect(await ask(test.subgraph, venue.owner, SALES, { id: eventId })).toEqual({
      event: { ticketsTaken: 1, quotas: { edges: [{ node: { sold: 1 } }] } },
    });
  });

  it('never waits in a circle when orders want two quotas in either order', async () => {
    const venue = newVenue();
    const eventId = await givenEvent(test, venue.owner);
    const quotas = [
      await givenQuota(test, venue.owner, eventId, 15),
      await givenQuota(test, venue.owner, eventId, 15),
    ];
    const products = await Promise.all(
      [quotas, [...quotas].reverse(), quotas.slice(0, 1), quotas.slice(1)].map((quotaIds) =>
        givenProduct(test, venue.owner, eventId, { quotaIds }),
      ),
    );
    const calls = Array.from({ length: 40 }, (_, index) => ({
      caller: venue.someone('CUSTOMER'),
      query: PLACE,
      variables: {
        input: {
          eventId,
          lines: [...products.slice(index % 4), ...products.slice(0, index % 4)].map((productId) => ({
            productId,
            quantity: 1,
          })),
          idempotencyKey: anyKey(),
        },
      },
    }));
    expect(await tallyOf(test, calls)).toEqual({ ok: 5, SOLD_OUT: 35 });
  });

  it('gives exactly as many as the event has', async () => {
    const venue = newVenue();
    const eventId = await givenEvent(test, venue.owner, { maxTickets: 7 });
    const productId = await givenProduct(test, venue.owner, eventId);
    const calls = Array.from({ length: 30 }, () => ({
      caller: venue.someone('CUSTOMER'),
      query: PLACE,
      variables: orderInput(eventId, productId),
    }));
    expect(await tallyOf(test, calls)).toEqual({ ok: 7, SOLD_OUT: 23 });
  });

  it('refuses the 51st ticket of an event on a plan with 50, and lets the next event begin anew', async () => {
    const venue = newVenue({ tickets: 50 });
    const eventId = await givenEvent(test, venue.owner);
    const productId = await givenProduct(test, venue.owner, eventId);
    for (const _ of Array.from({ length: 5 })) await givenOrder(test, venue.customer, eventId, productId, 10);
    const refusal = await refusalOf(test.subgraph, venue.customer, PLACE, orderInput(eventId, productId));
    expect(refusal).toEqual({
      code: 'LIMIT_EXCEEDED',
      feature: 'tickets',
      used: 50,
      limit: 50,
      resetsAt: null,
    });
    const next = await givenEvent(test, venue.owner);
    await givenOrder(test, venue.customer, next, await givenProduct(test, venue.owner, next), 10);
  });

  it('counts nothing while the plan is not known', async () => {
    const venue = newVenue();
    const eventId = await givenEvent(test, venue.owner);
    const productId = await givenProduct(test, venue.owner, eventId);
    const caller = venue.entitled(venue.customer, { plan: null });
    expect(await codeOf(test, caller, PLACE, orderInput(eventId, productId))).toBe('UNAVAILABLE');
  });

  it('refuses fewer or more tickets of a product than an order may hold', async () => {
    const venue = newVenue();
    const eventId = await givenEvent(test, venue.owner);
    const productId = await givenProduct(test, venue.owner, eventId, { minPerOrder: 2, maxPerOrder: 4 });
    for (const quantity of [1, 5]) {
      const refusal = await refusalOf(
        test.subgraph,
        venue.customer,
        PLACE,
        orderInput(eventId, productId, quantity),
      );
      expect(refusal).toMatchObject({ code: 'QUANTITY_NOT_ALLOWED', min: 2, max: 4 });
    }
  });

  it.each([
    ['no line', () => []],
    ['a line of none', (productId: string) => [{ productId, quantity: 0 }]],
    ['a product twice', (productId: string) => [1, 2].map((quantity) => ({ productId, quantity }))],
    ['101 of a product', (productId: string) => [{ productId, quantity: 101 }]],
  ])('refuses %s', async (_, linesOf) => {
    const venue = newVenue();
    const eventId = await givenEvent(test, venue.owner);
    const lines = linesOf(await givenProduct(test, venue.owner, eventId));
    const call = { input: { eventId, lines, idempotencyKey: anyKey() } };
    expect(await codeOf(test, venue.customer, PLACE, call)).toBe('INVALID');
  });

  it('is over with the event, and with its being called off', async () => {
    const venue = newVenue();
    const eventId = await givenEvent(test, venue.owner);
    const productId = await givenProduct(test, venue.owner, eventId);
    test.clock.moveTo(ENDS_AT);
    const code = await codeOf(test, venue.customer, PLACE, orderInput(eventId, productId));
    test.clock.moveTo(EARLY);
    expect(code).toBe('EVENT_ENDED');
    await ask(test.subgraph, venue.owner, CANCEL_EVENT, { input: { eventId, idempotencyKey: anyKey() } });
    expect(await codeOf(test, venue.customer, PLACE, orderInput(eventId, productId))).toBe('EVENT_CANCELED');
  });

  it('has one effect and one answer for ten calls with one key, and refuses the key with another input', async () => {
    const venue = newVenue();
    const eventId = await givenEvent(test, venue.owner);
    const productId = await givenProduct(test, venue.owner, eventId);
    const call = orderInput(eventId, productId, 2);
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => ask(test.subgraph, venue.customer, PLACE, call)),
    );
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    const { event } = await ask<{ event: unknown }>(test.subgraph, venue.owner, SALES, { id: eventId });
    expect(event).toMatchObject({ ticketsTaken: 2 });
    const other = { input: { ...call.input, lines: [{ productId, quantity: 3 }] } };
    expect(await codeOf(test, venue.customer, PLACE, other)).toBe('IDEMPOTENCY_CONFLICT');
  });

  it('needs somebody who is signed in, and finds nothing of another tenant', async () => {
    const venue = newVenue();
    const eventId = await givenEvent(test, venue.owner);
    const productId = await givenProduct(test, venue.owner, eventId);
    expect(await codeOf(test, venue.anonymous, PLACE, orderInput(eventId, productId))).toBe(
      'UNAUTHENTICATED',
    );
    const foreign = newVenue().customer;
    const answerTo = (variables: Record<string, unknown>) =>
      test.subgraph.execute({ query: PLACE, variables, caller: foreign });
    expect(await answerTo(orderInput(eventId, productId))).toEqual(
      await answerTo(orderInput(newId('evn'), newId('tpr'))),
    );
  });
});

describe('taking the money for an order', () => {
  const priced = async () => {
    const venue = newVenue();
    const eventId = await givenEvent(test, venue.owner);
    const productId = await givenProduct(test, venue.owner, eventId, { priceMinor: 100 });
    return { venue, order: await givenOrder(test, venue.customer, eventId, productId) };
  };

  it('is for the staff, once', async () => {
    const { venue, order } = await priced();
    expect(await codeOf(test, venue.customer, PAY, orderCall(order.id))).toBe('FORBIDDEN');
    const call = orderCall(order.id);
    const answer = await ask(test.subgraph, venue.trainer, PAY, call);
    expect(answer).toEqual({
      markOrderPaid: { order: { id: order.id, status: 'PAID', paidAt: new Date(EARLY) } },
    });
    expect(await ask(test.subgraph, venue.trainer, PAY, call)).toEqual(answer);
    expect(await codeOf(test, venue.trainer, PAY, orderCall(order.id))).toBe('ORDER_NOT_PENDING');
  });

  it('finds no order of another tenant', async () => {
    const { order } = await priced();
    expect(await codeOf(test, newVenue().owner, PAY, orderCall(order.id))).toBe('NOT_FOUND');
  });
});

describe('the orders of a customer', () => {
  const MINE = `{ myOrders(first: 10) { edges { node { id event { name } customer { id } } } } }`;
  const ENTITY = `query ($representations: [_Any!]!) { _entities(representations: $representations) { ... on Order { id status } } }`;

  it('are seen by the customer and the staff, and by nobody else', async () => {
    const venue = newVenue();
    const eventId = await givenEvent(test, venue.owner);
    const order = await givenOrder(
      test,
      venue.customer,
      eventId,
      await givenProduct(test, venue.owner, eventId),
    );
    expect(await ask(test.subgraph, venue.customer, MINE)).toMatchObject({
      myOrders: { edges: [{ node: { id: order.id, customer: { id: venue.customer.member?.id } } }] },
    });
    const other = venue.someone('CUSTOMER');
    expect(await ask(test.subgraph, other, MINE)).toEqual({ myOrders: { edges: [] } });
    const representations = [{ __typename: 'Order', id: order.id }];
    expect(await codeOf(test, other, ENTITY, { representations })).toBe('FORBIDDEN');
    expect(await ask(test.subgraph, newVenue().owner, ENTITY, { representations })).toEqual({
      _entities: [null],
    });
    const ofEvent = `query ($id: ID!) { event(id: $id) { orders(first: 10) { edges { node { id } } } } }`;
    expect(await ask(test.subgraph, venue.trainer, ofEvent, { id: eventId })).toEqual({
      event: { orders: { edges: [{ node: { id: order.id } }] } },
    });
    expect(await codeOf(test, venue.customer, ofEvent, { id: eventId })).toBe('FORBIDDEN');
  });
});
