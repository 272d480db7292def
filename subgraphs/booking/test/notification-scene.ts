import { EntitlementsTold } from '@freehold/billing/events';
import type { Caller, CallerTenant } from '@freehold/kernel/caller/caller';
import { inTransaction } from '@freehold/kernel/database/transaction';
import type { Messaging } from '@freehold/kernel/messaging/messaging';
import { Context } from '@freehold/kernel/subgraph/context';
import { newTenant, type TestTenant } from '@freehold/kernel/testing/callers';
import { runDueJobs } from '@freehold/kernel/testing/run-due-jobs';
import { ask, startTestSubgraph, type TestSubgraph } from '@freehold/kernel/testing/test-subgraph';
import { newId } from '@freehold/kernel/values/id';
import { TenantProvisioned } from '@freehold/tenancy/events';
import { ref } from '@mikro-orm/core';
import { vi } from 'vitest';
import { Booking } from '../src/booking/booking.entity.ts';
import { bookingSubgraph } from '../src/booking.subgraph.ts';
import { Customer, rowOf } from '../src/customer/customer.entity.ts';
import { Session, type SessionId } from '../src/session/session.entity.ts';
import { TenantCopy } from '../src/tenant/tenant.entity.ts';
import { givenKnown, idOf } from './customer-scene.ts';
import { anyKey } from './scene.ts';

/** The edition of these tests: mails and SMS each need a feature, and SMS are counted. */
export const faces = {
  test: {
    meters: { sessionScheduled: 'classes', bookingMade: 'bookings' },
    messages: { emailFeature: 'mails', smsFeature: 'texts', smsSent: 'sms' },
  },
};

const taken = { send: () => Promise.resolve() };
/** Ways by which everything goes, and arrives nowhere. */
export const EVERY_WAY: Messaging = {
  mailer: { ...taken, from: 'messages@freehold.localhost', close: () => Promise.resolve() },
  sms: taken,
  push: taken,
};

/** A subgraph whose messages go out by these ways. */
export const startWith = (messaging?: Messaging): Promise<TestSubgraph> =>
  startTestSubgraph(bookingSubgraph, { faces, ...(messaging ? { messaging } : {}) });

/** A gym with mails and SMS, of which tenancy and billing have told. */
export async function givenToldGym(
  test: TestSubgraph,
  entitlements: Partial<CallerTenant> = {},
): Promise<TestTenant> {
  const gym = newTenant(bookingSubgraph, {
    features: ['mails', 'texts'],
    limits: { classes: null, bookings: null, sms: null },
    ...entitlements,
  });
  const { id: tenantId, edition, timeZone, currency, features, limits } = gym.tenant;
  const facts = { slug: 'fitzone', name: 'FitZone Oslo', plan: 'test:pro', trial: false, locale: 'nb-NO' };
  await test.tell(TenantProvisioned, tenantId, { ...facts, tenantId, edition, timeZone, currency });
  const from = '2026-01-01T00:00:00.000Z';
  const entitled = [{ from, plan: 'test:pro', features, upgrades: {}, limits }];
  await test.tell(EntitlementsTold, tenantId, { entitled });
  await vi.waitFor(
    () =>
      inTransaction(test.subgraph.parts.orm, tenantId, (em) =>
        em.findOneOrFail(TenantCopy, { name: 'FitZone Oslo', entitled: { $ne: [] } }),
      ),
    { timeout: 45_000, interval: 20 },
  );
  return gym;
}

const UPDATE_PROFILE = `mutation ($input: UpdateMyProfileInput!) { updateMyProfile(input: $input) { profile { id } } }`;

/** Makes somebody known, and lets them wish how they are reached. */
export async function givenReachable(
  test: TestSubgraph,
  gym: TestTenant,
  caller: Caller,
  { email, ...wish }: { readonly email?: string } & Record<string, unknown> = {},
): Promise<string> {
  const id = await givenKnown(test, gym, caller, email ? { email } : {});
  if (Object.keys(wish).length > 0)
    await ask(test.subgraph, caller, UPDATE_PROFILE, { input: { ...wish, idempotencyKey: anyKey() } });
  return id;
}

/** So many customers, each with a booking of a session, put straight into the tables: what they did was long ago. */
export async function givenCrowd(
  test: TestSubgraph,
  gym: TestTenant,
  sessionId: string,
  count: number,
): Promise<readonly Caller[]> {
  const callers = Array.from({ length: count }, () => gym.someone('CUSTOMER'));
  const since = test.clock.now();
  const tenantId = gym.tenant.id;
  await inTransaction(test.subgraph.parts.orm, tenantId, async (em) => {
    const session = await em.findOneOrFail(Session, { id: sessionId as SessionId });
    const people = callers
      .map(idOf)
      .map((id) => ({ id, name: 'Kari', email: `${id}@oslo.test`, locale: null, since }));
    await em.insertMany(
      Customer,
      people.map((person) => ({ tenantId, ...rowOf(person) })),
    );
    const facts = {
      tenantId,
      session: ref(session),
      seats: 1,
      status: 'CONFIRMED' as const,
      currency: 'NOK',
      bookedAt: since,
    };
    const nothing = {
      policyId: null,
      canceledAt: null,
      checkedInAt: null,
      rescheduledTo: null,
      overrideReason: null,
    };
    const bookings = people.map(({ id: customerId }) => ({
      id: newId('bkg'),
      customerId,
      priceMinor: 15_000n,
    }));
    em.persist(bookings.map((booking) => em.create(Booking, { ...facts, ...nothing, ...booking })));
    session.seatsTaken = count;
  });
  return callers;
}

const MINE = `{ myNotifications(first: 100) { edges { node { id kind channel status subject body createdAt sentAt } } } }`;

/** A message as its receiver sees it. */
export interface Told {
  readonly id: string;
  readonly kind: string;
  readonly channel: string;
  readonly status: string;
  readonly subject: string | null;
  readonly body: string | null;
}

/** What somebody was told, the oldest first. */
export async function toldTo(test: TestSubgraph, caller: Caller): Promise<readonly Told[]> {
  const { myNotifications } = await ask<{ myNotifications: { edges: { node: Told }[] } }>(
    test.subgraph,
    caller,
    MINE,
  );
  return myNotifications.edges.map(({ node }) => node).toReversed();
}

/** The kinds of what somebody was told, in their order. */
export const kindsTo = async (test: TestSubgraph, caller: Caller): Promise<readonly string[]> =>
  (await toldTo(test, caller)).map(({ kind }) => kind);

const ABOUT = `query ($ids: [_Any!]!) { _entities(representations: $ids) { ... on Booking {
  notifications { kind channel status reason attempts } } } }`;

/** What staff sees of a message. */
export interface SeenByStaff {
  readonly kind: string;
  readonly channel: string;
  readonly status: string;
  readonly reason: string | null;
  readonly attempts: number;
}

/** What was told about bookings, as staff sees it. */
export async function toldAbout(
  test: TestSubgraph,
  staff: Caller,
  ...bookingIds: readonly string[]
): Promise<readonly (readonly SeenByStaff[])[]> {
  const ids = bookingIds.map((id) => ({ __typename: 'Booking', id }));
  const { _entities } = await ask<{ _entities: { notifications: SeenByStaff[] }[] }>(
    test.subgraph,
    staff,
    ABOUT,
    { ids },
  );
  return _entities.map(({ notifications }) => notifications);
}

/** Lets time go to an instant, and everything be done that is due by then; how those jobs ended. */
export async function letTimeGo(
  test: TestSubgraph,
  gym: TestTenant,
  until: string,
): Promise<readonly string[]> {
  const ran = await runDueJobs(test, { until, tenantId: gym.tenant.id });
  return ran.map(({ outcome }) => outcome.kind);
}

/** Sends what is due now. */
export const deliver = (test: TestSubgraph, gym: TestTenant): Promise<readonly string[]> =>
  letTimeGo(test, gym, test.clock.now().toISOString());

/** Does something as a job of a tenant does. */
export async function asJob(
  test: TestSubgraph,
  { tenant }: TestTenant,
  work: (ctx: Context) => Promise<void>,
): Promise<void> {
  const ctx = new Context(test.subgraph.parts, { kind: 'job', requestId: 'test', tenant, member: null });
  await work(ctx).finally(() => ctx.close());
}
