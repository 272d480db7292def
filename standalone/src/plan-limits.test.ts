import { generateKeyPairSync } from 'node:crypto';
import { bookingSubgraph } from '@freehold/booking/subgraph';
import type { Caller } from '@freehold/kernel/caller/caller';
import { loadFace, loadFaces } from '@freehold/kernel/subgraph/running/load-faces';
import { newTenant } from '@freehold/kernel/testing/callers';
import { ask, startTestSubgraph, type TestSubgraph } from '@freehold/kernel/testing/test-subgraph';
import { newId } from '@freehold/kernel/values/id';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';

const EDITIONS = ['clinic', 'fence', 'hotel'];

let test: TestSubgraph;
beforeAll(async () => {
  const pem = { type: 'pkcs8', format: 'pem' } as const;
  const { privateKey } = generateKeyPairSync('ed25519', {
    privateKeyEncoding: pem,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
  });
  const faces = await loadFaces(EDITIONS, 'booking');
  test = await startTestSubgraph(bookingSubgraph, { faces, settings: { ticketPrivateKey: privateKey } });
});
afterAll(() => test.close());

const limit = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('CAPPED'), value: z.number() }),
  z.object({ kind: z.literal('UNLIMITED') }),
]);
const face = z.object({
  catalog: z.object({
    plans: z.array(z.object({ key: z.string(), meters: z.record(z.string(), z.object({ limit })) })),
  }),
});

const demoShape = z.object({
  tenants: z.array(
    z.object({
      plan: z.string(),
      schedule: z.object({ resources: z.array(z.object({ kind: z.string() })) }),
    }),
  ),
});

/** A tenant of an edition on one of its plans, with the limits that the edition's catalog says. */
async function tenantOn(edition: string, plan: string) {
  const { catalog } = face.parse(await loadFace(edition, 'billing'));
  const meters = catalog.plans.find(({ key }) => key === `${edition}:${plan}`)?.meters;
  if (!meters) throw new Error(`${edition} has no plan ${plan}.`);
  const limits = Object.entries(meters).map(([key, meter]): [string, number | null] => [
    key,
    meter.limit.kind === 'CAPPED' ? meter.limit.value : null,
  ]);
  return newTenant(bookingSubgraph, {
    edition,
    plan: `${edition}:${plan}`,
    limits: Object.fromEntries(limits),
  });
}

type Made = Record<string, Record<string, { id: string }>>;

async function made(caller: Caller, query: string, input: object): Promise<string> {
  const answer = await ask<Made>(test.subgraph, caller, query, {
    input: { ...input, idempotencyKey: newId('key') },
  });
  return Object.values(answer).flatMap((payload) => Object.values(payload))[0]?.id ?? '';
}

/** How often so many calls, made at once, were refused with each code. */
async function atOnce(caller: Caller, query: string, count: number, inputOf: (index: number) => object) {
  const answers = await Promise.all(
    Array.from({ length: count }, (_, index) => {
      const input = { ...inputOf(index), idempotencyKey: newId('key') };
      return test.subgraph.execute({ query, variables: { input }, caller });
    }),
  );
  const codes = answers.map(({ errors }) => String(errors?.[0]?.extensions?.code ?? 'done'));
  const byCode = Object.groupBy(codes, (code) => code);
  return Object.fromEntries(Object.entries(byCode).map(([code, all]) => [code, all?.length]));
}

const RESOURCE =
  'mutation ($input: CreateResourceInput!) { createResource(input: $input) { resource { id } } }';
const LOCATION =
  'mutation ($input: CreateLocationInput!) { createLocation(input: $input) { location { id } } }';
const OFFERING =
  'mutation ($input: CreateOfferingInput!) { createOffering(input: $input) { offering { id } } }';
const JOB = 'mutation ($input: BookJobInput!) { bookJob(input: $input) { booking { id } } }';
const EVENT = 'mutation ($input: CreateEventInput!) { createEvent(input: $input) { event { id } } }';
const PRODUCT =
  'mutation ($input: CreateTicketProductInput!) { createTicketProduct(input: $input) { ticketProduct { id } } }';
const PLACE = 'mutation ($input: PlaceOrderInput!) { placeOrder(input: $input) { order { id } } }';

describe('the limits of the editions, as their faces count', () => {
  it('let fence Starter have 50 jobs a month, and of five at once give exactly one the last', async () => {
    const { owner, customer } = await tenantOn('fence', 'starter');
    const resourceId = await made(owner, RESOURCE, { name: 'Van', kind: 'CREW', capacity: 1 });
    const facts = { name: 'Fence', kind: 'JOB', durationMinutes: 60, capacity: 1, priceMinor: 90_000 };
    const offeringId = await made(owner, OFFERING, { ...facts, resourceId });
    const address = { street: '5 Oak Lane', postalCode: '10001', city: 'New York', country: 'US' };
    const first = Date.parse('2026-11-24T00:00:00Z');
    const inputOf = (index: number) => ({
      offeringId,
      startsAt: new Date(first + index * 3_600_000).toISOString(),
      address,
      propertySquareMeters: 1200,
    });
    for (const week of [0, 7, 14, 21, 28, 35, 42])
      expect(await atOnce(customer, JOB, 7, (index) => inputOf(week + index))).toEqual({ done: 7 });
    const last = await atOnce(customer, JOB, 5, (index) => inputOf(49 + index));
    expect(last).toEqual({ done: 1, LIMIT_EXCEEDED: 4 });
  });

  it.each([
    ['fence', 'starter', 1],
    ['fence', 'growth', 5],
    ['clinic', 'starter', 3],
    ['clinic', 'professional', 10],
    ['hotel', 'essential', 5],
  ])('let %s %s have %d people on its schedule, and rooms without end', async (edition, plan, people) => {
    const { owner } = await tenantOn(edition, plan);
    const person = { name: 'Kari', kind: 'PERSON', capacity: 1 };
    expect(await atOnce(owner, RESOURCE, people + 2, () => person)).toEqual({
      done: people,
      LIMIT_EXCEEDED: 2,
    });
    const room = { name: 'Room', kind: 'ROOM', capacity: 1 };
    expect(await atOnce(owner, RESOURCE, 3, () => room)).toEqual({ done: 3 });
  });

  it.each([
    ['hotel', 'essential', 5, { done: 1, LIMIT_EXCEEDED: 4 }],
    ['hotel', 'professional', 5, { done: 3, LIMIT_EXCEEDED: 2 }],
    ['hotel', 'premium', 5, { done: 5 }],
    ['clinic', 'starter', 5, { done: 5 }],
  ])('let %s %s have its locations: of %d at once %j', async (edition, plan, count, tally) => {
    const { owner } = await tenantOn(edition, plan);
    const location = { name: 'House', timeZone: 'Europe/Oslo' };
    expect(await atOnce(owner, LOCATION, count, () => location)).toEqual(tally);
  });

  it('let clinic Starter give 50 tickets to an event, and refuse the 51st', async () => {
    const { owner, customer } = await tenantOn('clinic', 'starter');
    const times = { startsAt: '2026-11-28T18:00:00Z', endsAt: '2026-11-28T20:00:00Z' };
    const eventId = await made(owner, EVENT, { name: 'Open day', ...times });
    const product = { eventId, name: 'Free', priceMinor: 0, maxPerOrder: 50 };
    const productId = await made(owner, PRODUCT, product);
    const order = (quantity: number) => ({ eventId, lines: [{ productId, quantity }] });
    expect(await atOnce(customer, PLACE, 1, () => order(50))).toEqual({ done: 1 });
    expect(await atOnce(customer, PLACE, 1, () => order(1))).toEqual({ LIMIT_EXCEEDED: 1 });
  });

  it.each(EDITIONS)('leave room for the people of the demo of %s', async (edition) => {
    const { tenants } = demoShape.parse(await loadFace(edition, 'demo'));
    for (const { plan, schedule } of tenants) {
      const { tenant } = await tenantOn(edition, plan.slice(edition.length + 1));
      const people = schedule.resources.filter(({ kind }) => kind === 'PERSON').length;
      expect(people).toBeLessThanOrEqual(tenant.limits.staff_seats ?? Number.POSITIVE_INFINITY);
    }
  });
});
