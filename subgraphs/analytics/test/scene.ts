import type { Caller, TenantId } from '@freehold/kernel/caller/caller';
import { inTransaction } from '@freehold/kernel/database/transaction';
import { createMemoryBus } from '@freehold/kernel/events/bus';
import type { EventId, EventType } from '@freehold/kernel/events/domain-event';
import { InboxEvent } from '@freehold/kernel/events/inbox';
import { usageRecordedBy } from '@freehold/kernel/metering/usage-recorded';
import { type RunningSubgraph, startSubgraph } from '@freehold/kernel/subgraph/running/start-subgraph';
import { ask, type TestSubgraph } from '@freehold/kernel/testing/test-subgraph';
import { newId, uuidOf } from '@freehold/kernel/values/id';
import pg from 'pg';
import { pino } from 'pino';
import { vi } from 'vitest';
import { analyticsSubgraph } from '../src/analytics.subgraph.ts';

/** The edition of these tests: seats are a gauge. */
export const faces = { test: { gauges: ['seats'] } };

/** What booking counts. */
export const CountedByBooking = usageRecordedBy('booking');
/** What tenancy counts. */
export const CountedByTenancy = usageRecordedBy('tenancy');
/** The month in which the clock of the tests stands. */
export const NOVEMBER = '2026-11-01';

/** A booking as booking tells it. */
export function bookingOn(bookedOn: string) {
  return {
    bookingId: newId('bkg'),
    sessionId: newId('ssn'),
    customerId: newId('mbr'),
    seats: 2,
    bookedOn,
  };
}

/** A new tenant as tenancy tells it. */
export function tenantIn(tenantId: TenantId, timeZone: string) {
  return { tenantId, slug: 'gym', edition: 'test', plan: 'test:pro', trial: false, timeZone };
}

/** Waits until an event was applied. */
export async function applied(subgraph: RunningSubgraph, tenantId: TenantId, id: EventId): Promise<void> {
  const isApplied = () =>
    inTransaction(subgraph.parts.orm, tenantId, (em) => em.count(InboxEvent, { id, failure: null }));
  await vi.waitUntil(isApplied, { timeout: 45_000, interval: 5 });
}

/** Tells an event, and waits until it was applied. */
export async function happened<Payload>(
  test: TestSubgraph,
  type: EventType<Payload>,
  tenantId: TenantId,
  payload: Payload,
): Promise<void> {
  await applied(test.subgraph, tenantId, await test.tell(type, tenantId, payload));
}

/** Starts the subgraph a second time on the database of a test that was closed. */
export function startAgain({ database, clock }: TestSubgraph): Promise<RunningSubgraph> {
  return startSubgraph(analyticsSubgraph, {
    databaseUrl: database.url('analytics_app'),
    relayUrl: database.url('analytics_relay'),
    bus: createMemoryBus(),
    clock,
    logger: pino({ level: 'error' }),
    faces,
  });
}

/** Asks as an owner of tables who sees the rows of one tenant, or with null of none. */
export async function askOwner<Row extends pg.QueryResultRow>(
  { database }: TestSubgraph,
  tenantId: TenantId | null,
  sql: string,
): Promise<readonly Row[]> {
  const owner = new pg.Client({ connectionString: database.url('analytics_owner') });
  await owner.connect();
  await owner.query("select set_config('app.tenant_id', $1, false)", [tenantId ? uuidOf(tenantId) : '']);
  const { rows } = await owner.query<Row>(sql);
  await owner.end();
  return rows;
}

/** Makes a subgraph that was closed forget what it has read, as if every event came a second time. */
export async function forgetWhatWasRead(test: TestSubgraph): Promise<void> {
  await askOwner(test, null, 'delete from event_cursor');
}

/** Something that booking tells. */
export interface BookingEvent<Payload = unknown> {
  readonly type: EventType<Payload>;
  readonly tenantId: TenantId;
  readonly payload: Payload;
  readonly cause?: string;
}

/** Tells events of booking in one transaction, so that they are read together; their ids. */
export async function toldTogether(
  { database, clock }: TestSubgraph,
  events: readonly BookingEvent[],
): Promise<EventId[]> {
  const booking = new pg.Client({ connectionString: database.url('booking_owner') });
  await booking.connect();
  await booking.query('begin');
  const told = events.map((event) => ({ ...event, id: newId('evt') }));
  for (const { id, type, tenantId, payload, cause = null } of told) {
    await booking.query("select set_config('app.tenant_id', $1, true)", [uuidOf(tenantId)]);
    await booking.query(
      `insert into outbox (tenant_id, id, name, payload, occurred_at, cause) values ($1, $2, $3, $4, $5, $6)`,
      [uuidOf(tenantId), uuidOf(id), type.name, JSON.stringify(payload), clock.now(), cause],
    );
  }
  await booking.query('commit');
  await booking.end();
  return told.map(({ id }) => id);
}

const ENTITIES = (selection: string) =>
  `query ($keys: [_Any!]!) { _entities(representations: $keys) { ${selection} } }`;

/** Asks for fields of the caller's tenant, as the gateway does. */
export async function askTenant<Tenant>(
  subgraph: RunningSubgraph,
  caller: Caller,
  fields: string,
): Promise<Tenant> {
  const keys = [{ __typename: 'Tenant', id: caller.tenant?.id }];
  const query = ENTITIES(`... on Tenant { ${fields} }`);
  const { _entities } = await ask<{ _entities: [Tenant] }>(subgraph, caller, query, { keys });
  return _entities[0];
}

/** Asks for fields of meters, as the gateway does. */
export async function askMeters<Meter>(
  subgraph: RunningSubgraph,
  caller: Caller,
  meters: readonly string[],
  fields: string,
): Promise<Meter[]> {
  const keys = meters.map((key) => ({ __typename: 'Meter', key }));
  const query = ENTITIES(`... on Meter { ${fields} }`);
  const { _entities } = await ask<{ _entities: Meter[] }>(subgraph, caller, query, { keys });
  return _entities;
}

/** Asks for usage by its ids, as the gateway does. */
export async function askUsage(
  subgraph: RunningSubgraph,
  caller: Caller,
  ids: readonly string[],
): Promise<unknown[]> {
  const keys = ids.map((id) => ({ __typename: 'Usage', id }));
  const query = ENTITIES('... on Usage { id used meter { key } }');
  const { _entities } = await ask<{ _entities: unknown[] }>(subgraph, caller, query, { keys });
  return _entities;
}
