import { instantAt } from '@freehold/kernel/values/local-time';
import { z } from 'zod';
import { emailOf } from './demo-face.ts';
import { orNull, type ScheduleWork } from './demo-schedule.ts';
import { upcomingEventDay } from './upcoming.ts';

const MINUTE_MS = 60_000;

const idSchema = z.object({ id: z.string() });
const CREATE_EVENT = {
  query: `mutation CreateEvent($input: CreateEventInput!) { createEvent(input: $input) { event { id } } }`,
  answer: z.object({ createEvent: z.object({ event: idSchema }) }),
};
const CREATE_PRODUCT = {
  query: `mutation CreateTicketProduct($input: CreateTicketProductInput!) { createTicketProduct(input: $input) { ticketProduct { id } } }`,
  answer: z.object({ createTicketProduct: z.object({ ticketProduct: idSchema }) }),
};
const CREATE_LIST = {
  query: `mutation CreateCheckInList($input: CreateCheckInListInput!) { createCheckInList(input: $input) { checkInList { id } } }`,
  answer: z.object({ createCheckInList: z.object({ checkInList: idSchema }) }),
};
const PLACE_ORDER = {
  query: `mutation PlaceOrder($input: PlaceOrderInput!) { placeOrder(input: $input) { order { id } } }`,
  answer: z.object({ placeOrder: z.object({ order: idSchema }) }),
};

type DemoEvent = ScheduleWork['tenant']['schedule']['events'][number];

/** Makes the events of a demo tenant with their tickets and gate, and has customers order. Done twice, it makes nothing twice. */
export async function holdEvents(work: ScheduleWork): Promise<void> {
  for (const event of work.tenant.schedule.events) {
    work.signal?.throwIfAborted();
    await holdEvent(work, event);
  }
}

async function holdEvent(work: ScheduleWork, event: DemoEvent): Promise<void> {
  const { api, tenant, people, now } = work;
  const owner = await people.visitor(emailOf(tenant, 'TENANT_OWNER') ?? '');
  const day = upcomingEventDay(now, tenant.timeZone);
  const keyOf = (what: string) => `demo:${tenant.slug}:${what}:${event.key} ${day}`;
  const startsAt = instantAt(day, event.localTime, tenant.timeZone);
  const { name, description, locationName, maxTickets } = event;
  const endsAt = new Date(startsAt.getTime() + event.durationMinutes * MINUTE_MS);
  const facts = { name, description, locationName, maxTickets, startsAt, endsAt };
  const variables = { input: { ...facts, idempotencyKey: keyOf('event') } };
  const made = await orNull(api.ask(owner, { ...CREATE_EVENT, variables }));
  if (made === null) return;
  const eventId = made.createEvent.event.id;
  const list = { input: { eventId, name: 'Entrance', idempotencyKey: keyOf('list') } };
  await api.ask(owner, { ...CREATE_LIST, variables: list });
  const productIds: string[] = [];
  for (const { key, ...product } of event.products) {
    const input = { eventId, ...product, idempotencyKey: keyOf(`product ${key}`) };
    const { createTicketProduct } = await api.ask(owner, { ...CREATE_PRODUCT, variables: { input } });
    productIds.push(createTicketProduct.ticketProduct.id);
  }
  await placeOrders(work, event, { eventId, productId: productIds[0], idempotencyKey: keyOf('order') });
}

interface OrderFacts {
  readonly eventId: string;
  readonly productId: string | undefined;
  readonly idempotencyKey: string;
}

async function placeOrders(
  { api, tenant, people }: ScheduleWork,
  { orders }: DemoEvent,
  { eventId, productId, idempotencyKey }: OrderFacts,
): Promise<void> {
  const customers = tenant.people.filter(({ roles }) => roles.includes('CUSTOMER'));
  const input = { eventId, lines: [{ productId, quantity: 1 }], idempotencyKey };
  for (const { email } of customers.slice(0, orders))
    await orNull(api.ask(await people.visitor(email), { ...PLACE_ORDER, variables: { input } }));
}
