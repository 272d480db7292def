import type { Caller } from '@freehold/kernel/caller/caller';
import { runDueJobs } from '@freehold/kernel/testing/run-due-jobs';
import { ask, type TestSubgraph } from '@freehold/kernel/testing/test-subgraph';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import {
  anyKey,
  CANCEL_ORDER,
  EARLY,
  givenEvent,
  givenOrder,
  givenProduct,
  newVenue,
  PAY,
  startTicketing,
} from './ticket-scene.ts';
import { givenTold } from './told-scene.ts';

let test: TestSubgraph;
beforeAll(async () => {
  test = await startTicketing();
});
afterEach(() => test.clock.moveTo(EARLY));
afterAll(() => test.close());

async function watch(caller: Caller, field: string) {
  const query = `subscription { ${field} { id status } }`;
  const events = await test.subgraph.subscribe({ query, caller });
  if (!(Symbol.asyncIterator in events)) throw new Error(String(events.errors?.[0]?.extensions?.code));
  const stream = events[Symbol.asyncIterator]();
  return {
    next: async () => (await stream.next()).value?.data?.[field],
    end: () => stream.return?.(),
  };
}

/** A venue with an event whose tickets cost something. */
async function givenSale() {
  const venue = newVenue();
  const eventId = await givenEvent(test, venue.owner);
  const productId = await givenProduct(test, venue.owner, eventId, { priceMinor: 20_000 });
  const order = async (customer: Caller) => (await givenOrder(test, customer, eventId, productId, 2)).id;
  return { venue, order };
}

const act = (caller: Caller, query: string, orderId: string) =>
  ask(test.subgraph, caller, query, { input: { orderId, idempotencyKey: anyKey() } });

describe('watching orders', () => {
  it('tells staff each that is placed, paid or canceled, and a customer the own ones alone', async () => {
    const { venue, order } = await givenSale();
    const all = await watch(venue.trainer, 'orderChanged');
    const mine = await watch(venue.customer, 'myOrderChanged');
    const theirs = await order(venue.someone('CUSTOMER'));
    const own = await order(venue.customer);
    await act(venue.owner, PAY, theirs);
    await act(venue.customer, CANCEL_ORDER, own);
    expect(
      [await all.next(), await all.next(), await all.next(), await all.next()].map(({ id }) => id),
    ).toEqual([theirs, own, theirs, own]);
    expect((await mine.next()).id).toBe(own);
    expect(await mine.next()).toEqual({ id: own, status: 'CANCELED' });
    await Promise.all([all.end(), mine.end()]);
  });

  it('tells of one that the clock ends, since nobody paid it in time', async () => {
    const { venue, order } = await givenSale();
    await givenTold(test, venue);
    const orderId = await order(venue.customer);
    const [all, mine] = [
      await watch(venue.trainer, 'orderChanged'),
      await watch(venue.customer, 'myOrderChanged'),
    ];
    await runDueJobs(test, { until: '2026-11-23T09:30:00Z', tenantId: venue.tenant.id });
    const ended = { id: orderId, status: 'CANCELED' };
    expect([await all.next(), await mine.next()]).toEqual([ended, ended]);
    await Promise.all([all.end(), mine.end()]);
  });

  it('tells nobody of another tenant', async () => {
    const [{ order, venue }, other] = [await givenSale(), await givenSale()];
    const foreign = await watch(other.venue.owner, 'orderChanged');
    const first = foreign.next();
    await order(venue.customer);
    const own = await other.order(other.venue.customer);
    expect((await first).id).toBe(own);
    await foreign.end();
  });

  it('is for staff where all are watched, and for whoever is signed in where the own ones are', async () => {
    const { venue } = await givenSale();
    await expect(watch(venue.customer, 'orderChanged')).rejects.toThrow('FORBIDDEN');
    await expect(watch(venue.anonymous, 'orderChanged')).rejects.toThrow('UNAUTHENTICATED');
    await expect(watch(venue.anonymous, 'myOrderChanged')).rejects.toThrow('UNAUTHENTICATED');
  });
});
