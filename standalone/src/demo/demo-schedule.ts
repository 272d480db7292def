import { z } from 'zod';
import { type DemoApi, DemoRefused, type Visitor } from './demo-api.ts';
import { type DemoTenant, emailOf } from './demo-face.ts';
import type { DemoPeople } from './demo-people.ts';
import { inParallel } from './in-parallel.ts';
import { type UpcomingSession, upcomingSessions } from './upcoming.ts';

const REQUESTS_AT_ONCE = 3;

const idSchema = z.object({ id: z.string() });
const CREATE_RESOURCE = {
  query: `mutation CreateResource($input: CreateResourceInput!) { createResource(input: $input) { resource { id } } }`,
  answer: z.object({ createResource: z.object({ resource: idSchema }) }),
};
const CREATE_OFFERING = {
  query: `mutation CreateOffering($input: CreateOfferingInput!) { createOffering(input: $input) { offering { id } } }`,
  answer: z.object({ createOffering: z.object({ offering: idSchema }) }),
};
const SCHEDULE_SESSION = {
  query: `mutation ScheduleSession($input: ScheduleSessionInput!) { scheduleSession(input: $input) { session { id } } }`,
  answer: z.object({ scheduleSession: z.object({ session: idSchema }) }),
};
const JOIN_WAITLIST = {
  query: `mutation JoinWaitlist($input: JoinWaitlistInput!) { joinWaitlist(input: $input) { entry { id } } }`,
  answer: z.object({ joinWaitlist: z.object({ entry: idSchema }) }),
};
const BOOK_SESSION = {
  query: `mutation BookSession($input: BookSessionInput!) { bookSession(input: $input) { booking { id } } }`,
  answer: z.object({ bookSession: z.object({ booking: idSchema }) }),
};

/** What people who use the demo, or its plan, may bring about; then the demo has one thing less. */
const MAY_BE_REFUSED = new Set([
  'LIMIT_EXCEEDED',
  'SLOT_TAKEN',
  'ALREADY_BOOKED',
  'ALREADY_WAITING',
  'SEATS_FREE',
  'SOLD_OUT',
  'SESSION_STARTED',
  'WAITLIST_CLOSED',
]);

/** What filling a schedule needs. */
export interface ScheduleWork {
  readonly api: DemoApi;
  readonly tenant: DemoTenant;
  readonly people: DemoPeople;
  readonly now: Date;
  readonly signal?: AbortSignal | undefined;
}

/** Fills a demo tenant's schedule as its owner and its customers would. Done twice, it makes nothing twice. */
export async function fillSchedule(work: ScheduleWork): Promise<void> {
  const { tenant, people, now, signal } = work;
  const owner = await people.visitor(emailOf(tenant, 'TENANT_OWNER') ?? '');
  const offerings = await createOfferings(work, owner);
  const upcoming = upcomingSessions(tenant.schedule.weekly, now, tenant.timeZone);
  await inParallel(
    upcoming,
    REQUESTS_AT_ONCE,
    async (session, index) => {
      const sessionId = await scheduleSession(work, owner, session, offerings.get(session.offering));
      if (sessionId !== null) await bookSession(work, session, sessionId, index);
    },
    signal,
  );
}

/** The ids of the offerings, by their keys. */
async function createOfferings(
  { api, tenant, signal }: ScheduleWork,
  owner: Visitor,
): Promise<ReadonlyMap<string, string>> {
  const { resources, offerings } = tenant.schedule;
  const keyOf = (kind: string, key: string) => `demo:${tenant.slug}:${kind}:${key}`;
  const made = await inParallel(
    resources,
    REQUESTS_AT_ONCE,
    async ({ key, ...facts }): Promise<[string, string]> => {
      const variables = { input: { ...facts, idempotencyKey: keyOf('resource', key) } };
      const { createResource } = await api.ask(owner, { ...CREATE_RESOURCE, variables });
      return [key, createResource.resource.id];
    },
    signal,
  );
  const resourceIds = new Map(made);
  const offered = await inParallel(
    offerings,
    REQUESTS_AT_ONCE,
    async ({ key, resource, furtherResources = [], ...facts }): Promise<[string, string]> => {
      const resourceId = resourceIds.get(resource);
      const furtherNeeds = furtherResources.map((further) => ({ resourceId: resourceIds.get(further) }));
      const input = { ...facts, resourceId, furtherNeeds, idempotencyKey: keyOf('offering', key) };
      const variables = { input };
      const { createOffering } = await api.ask(owner, { ...CREATE_OFFERING, variables });
      return [key, createOffering.offering.id];
    },
    signal,
  );
  return new Map(offered);
}

/** The session's id; null when the tenant cannot have it. */
async function scheduleSession(
  { api, tenant }: ScheduleWork,
  owner: Visitor,
  { name, startsAt }: UpcomingSession,
  offeringId: string | undefined,
): Promise<string | null> {
  const idempotencyKey = `demo:${tenant.slug}:session:${name}`;
  const variables = { input: { offeringId, startsAt: startsAt.toISOString(), idempotencyKey } };
  const answer = await orNull(api.ask(owner, { ...SCHEDULE_SESSION, variables }));
  return answer?.scheduleSession.session.id ?? null;
}

/** Customers take turns, so that each has some sessions and misses others; those after the last seat wait. */
async function bookSession(
  { api, tenant, people }: ScheduleWork,
  { name, bookings, waiting }: UpcomingSession,
  sessionId: string,
  turn: number,
): Promise<void> {
  const customers = tenant.people.filter(({ roles }) => roles.includes('CUSTOMER'));
  const inTurn = customers.map((_, index) => customers[(turn + index) % customers.length]);
  for (const customer of inTurn.slice(0, bookings)) {
    if (!customer) continue;
    const idempotencyKey = `demo:${tenant.slug}:booking:${name}`;
    const variables = { input: { sessionId, idempotencyKey } };
    await orNull(api.ask(await people.visitor(customer.email), { ...BOOK_SESSION, variables }));
  }
  for (const customer of inTurn.slice(bookings, bookings + waiting)) {
    if (!customer) continue;
    const idempotencyKey = `demo:${tenant.slug}:waiting:${name}`;
    const variables = { input: { sessionId, idempotencyKey } };
    await orNull(api.ask(await people.visitor(customer.email), { ...JOIN_WAITLIST, variables }));
  }
}

/** The answer; null when the product refused what it may refuse a demo. */
export async function orNull<T>(answer: Promise<T>): Promise<T | null> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof DemoRefused && MAY_BE_REFUSED.has(error.code)) return null;
    throw error;
  }
}
