import type { Caller } from '@freehold/kernel/caller/caller';
import { Context } from '@freehold/kernel/subgraph/context';
import type { TestTenant } from '@freehold/kernel/testing/callers';
import { runDueJobs, waitingJobs } from '@freehold/kernel/testing/run-due-jobs';
import { ask, type TestSubgraph } from '@freehold/kernel/testing/test-subgraph';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { rowsOf } from '../../test/series-scene.ts';
import {
  anyKey,
  codeOf,
  EARLY,
  ENDS_AT,
  givenEvent,
  givenOrder,
  givenProduct,
  givenQuota,
  newVenue,
  PAY,
  startTicketing,
} from '../../test/ticket-scene.ts';
import { givenTold } from '../../test/told-scene.ts';
import type { OrderId } from '../order/order.entity.ts';
import { expireOrder } from '../order/order.service.ts';

let test: TestSubgraph;
beforeAll(async () => {
  test = await startTicketing();
});
afterEach(() => test.clock.moveTo(EARLY));
afterAll(() => test.close());

const MY_ORDERS = 'query { myOrders(first: 1) { edges { node { id status payBefore canceledAt } } } }';
const CREATE = `mutation ($input: CreateEventInput!) { createEvent(input: $input) { event { id payWithinMinutes } } }`;

interface Shown {
  readonly status: string;
  readonly payBefore: Date | null;
  readonly canceledAt: Date | null;
}

async function newestOf(caller: Caller): Promise<Shown | undefined> {
  const { myOrders } = await ask<{ myOrders: { edges: { node: Shown }[] } }>(
    test.subgraph,
    caller,
    MY_ORDERS,
  );
  return myOrders.edges[0]?.node;
}

const until = (venue: TestTenant, instant: string) =>
  runDueJobs(test, { until: instant, tenantId: venue.tenant.id });

const counts = async (venue: TestTenant) =>
  (
    await rowsOf<{ taken: number; sold: number; told: number }>(
      test,
      venue.owner,
      `select (select sum(tickets_taken)::int from booking.event) as taken, (select sum(sold)::int from booking.quota) as sold,
              (select count(*)::int from booking.outbox where name = 'booking.ticket-order-canceled') as told`,
    )
  )[0];

/** A venue that was told of, with an event of which 50 tickets at 100.00 are to be had. */
async function givenSale(changes: Record<string, unknown> = {}) {
  const venue = newVenue();
  await givenTold(test, venue);
  const eventId = await givenEvent(test, venue.owner, changes);
  const quotaId = await givenQuota(test, venue.owner, eventId, 50);
  const product = { priceMinor: 10_000, quotaIds: [quotaId] };
  return { venue, eventId, productId: await givenProduct(test, venue.owner, eventId, product) };
}

describe('an order that is not paid', () => {
  it('is canceled after 30 minutes, gives its tickets back and is told of', async () => {
    const { venue, eventId, productId } = await givenSale();
    await givenOrder(test, venue.customer, eventId, productId, 2);
    expect(await newestOf(venue.customer)).toEqual({
      id: expect.any(String),
      status: 'PENDING',
      payBefore: new Date('2026-11-23T09:30:00Z'),
      canceledAt: null,
    });
    await until(venue, '2026-11-23T09:29:59.999Z');
    expect(await newestOf(venue.customer)).toMatchObject({ status: 'PENDING' });
    expect(await counts(venue)).toEqual({ taken: 2, sold: 2, told: 0 });
    await until(venue, '2026-11-23T09:30:00Z');
    expect(await newestOf(venue.customer)).toMatchObject({
      status: 'CANCELED',
      canceledAt: new Date('2026-11-23T09:30:00Z'),
    });
    expect(await counts(venue)).toEqual({ taken: 0, sold: 0, told: 1 });
  });

  it('has the time that its event gives, and no longer than that goes on', async () => {
    const quick = await givenSale({ payWithinMinutes: 5 });
    await givenOrder(test, quick.venue.customer, quick.eventId, quick.productId);
    expect(await newestOf(quick.venue.customer)).toMatchObject({
      payBefore: new Date('2026-11-23T09:05:00Z'),
    });
    const slow = await givenSale({ payWithinMinutes: 1_152_000 });
    await givenOrder(test, slow.venue.customer, slow.eventId, slow.productId);
    expect(await newestOf(slow.venue.customer)).toMatchObject({ payBefore: new Date(ENDS_AT) });
  });

  it.each([4, 0, -1, 1_152_001])('cannot be given %i minutes', async (payWithinMinutes) => {
    const venue = newVenue();
    const times = { startsAt: '2026-11-28T18:00:00Z', endsAt: ENDS_AT };
    const input = { name: 'Concert', ...times, payWithinMinutes, idempotencyKey: anyKey() };
    expect(await codeOf(test, venue.owner, CREATE, { input })).toBe('INVALID');
    expect((await rowsOf(test, venue.owner, 'select id from booking.event')).length).toBe(0);
  });

  it('is left alone once it is paid, or was never to be', async () => {
    const { venue, eventId, productId } = await givenSale();
    const { id: orderId } = await givenOrder(test, venue.customer, eventId, productId);
    await ask(test.subgraph, venue.owner, PAY, { input: { orderId, idempotencyKey: anyKey() } });
    const guest = venue.someone('CUSTOMER');
    const free = await givenProduct(test, venue.owner, eventId);
    const waiting = (await waitingJobs(test, venue.tenant.id)).length;
    await givenOrder(test, guest, eventId, free);
    expect(await waitingJobs(test, venue.tenant.id)).toHaveLength(waiting);
    await until(venue, '2026-11-23T12:00:00Z');
    expect(await newestOf(venue.customer)).toMatchObject({ status: 'PAID' });
    expect(await newestOf(guest)).toMatchObject({ status: 'PAID', payBefore: null });
  });

  it('can be paid after its time until it was canceled, and not after that', async () => {
    const { venue, eventId, productId } = await givenSale();
    const { id: orderId } = await givenOrder(test, venue.customer, eventId, productId);
    await until(venue, '2026-11-23T09:30:00Z');
    const input = { orderId, idempotencyKey: anyKey() };
    expect(await codeOf(test, venue.owner, PAY, { input })).toBe('ORDER_NOT_PENDING');
  });

  it('is either paid or canceled when both happen at once, 50 times', async () => {
    const { venue, eventId, productId } = await givenSale();
    const orders: string[] = [];
    for (const _ of Array.from({ length: 50 }))
      orders.push((await givenOrder(test, venue.someone('CUSTOMER'), eventId, productId)).id);
    test.clock.moveTo('2026-11-23T09:30:00Z');
    const job = { kind: 'job', requestId: 'test', tenant: venue.tenant, member: null } as const;
    const outcomes = await Promise.all(
      orders.map(async (orderId, index) => {
        const ctx = new Context(test.subgraph.parts, job);
        const input = { orderId, idempotencyKey: anyKey() };
        const pay = () => test.subgraph.execute({ query: PAY, variables: { input }, caller: venue.owner });
        const expire = () => expireOrder(ctx, orderId as OrderId);
        const race = index % 2 === 0 ? [pay(), expire()] : [expire(), pay()];
        const answers = await Promise.all(race);
        await ctx.close();
        const answer = answers.find((each) => each !== undefined);
        return answer?.errors?.[0]?.extensions?.code ?? 'PAID';
      }),
    );
    const paid = outcomes.filter((outcome) => outcome === 'PAID').length;
    expect(outcomes.filter((outcome) => outcome === 'ORDER_NOT_PENDING')).toHaveLength(50 - paid);
    const rows = await rowsOf<{ status: string; count: number }>(
      test,
      venue.owner,
      'select status, count(*)::int as count from booking.ticket_order group by 1 order by 1',
    );
    expect(rows).toEqual(
      [
        { status: 'CANCELED', count: 50 - paid },
        { status: 'PAID', count: paid },
      ].filter(({ count }) => count > 0),
    );
    expect(await counts(venue)).toEqual({ taken: paid, sold: paid, told: 50 - paid });
  });
});
