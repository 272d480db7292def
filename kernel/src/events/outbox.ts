import { Index, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { TenantId } from '../caller/caller.ts';
import { IdType } from '../database/id-type.ts';
import { tellPrepared } from '../database/prepared/ask-prepared.ts';
import { TenantRow, TenantTable } from '../database/tenant-table.ts';
import { causeOf } from '../database/traced/cause.ts';
import { TRACEPARENT_LENGTH } from '../tracing/traceparent.ts';
import { newId, uuidOf } from '../values/id.ts';
import type { DomainEvent, EventId, EventType } from './domain-event.ts';

/** The role that reads outboxes of all tenants, and nothing else. */
export const RELAY_ROLE = 'freehold_relay';

/**
 * Events of this subgraph, written in the same transaction as what they tell.
 * Readers follow (transactionId, position): a position alone is given before its transaction commits.
 */
@TenantTable('outbox', [{ name: 'outbox_relay', command: 'select', roles: [RELAY_ROLE], using: 'true' }])
@Index({ properties: ['transactionId', 'position'] })
@Index({ properties: ['tenantId', 'occurredAt'] })
export class OutboxEvent extends TenantRow {
  @PrimaryKey({ type: new IdType('evt') })
  id!: EventId;

  @Property({ type: 'bigint', autoincrement: true })
  position?: string;

  @Property({ type: 'string', columnType: 'xid8', defaultRaw: 'pg_current_xact_id()' })
  transactionId?: string;

  @Property({ type: 'text' })
  name!: string;

  @Property({ type: 'json', columnType: 'jsonb' })
  payload!: unknown;

  @Property({ type: 'datetime', columnType: 'timestamptz' })
  occurredAt!: Date;

  /** The span of which it is a consequence, in the form of W3C Trace Context; null where that is not kept. */
  @Property({ type: 'string', length: TRACEPARENT_LENGTH, nullable: true })
  cause?: string | null;
}

/**
 * An event as it will be read; not written yet.
 * @throws {z.ZodError} when the payload has not the shape of its kind.
 */
export function eventOf<Payload>(
  tenantId: TenantId,
  occurredAt: Date,
  type: EventType<Payload>,
  payload: Payload,
): DomainEvent<Payload> {
  return { tenantId, id: newId('evt'), name: type.name, payload: type.payload.parse(payload), occurredAt };
}

/**
 * Writes an event beside what it tells; it is published when the transaction commits, and never otherwise.
 * @throws {z.ZodError} when the payload has not the shape of its kind.
 */
export function writeEvent<Payload>(
  em: EntityManager,
  tenantId: TenantId,
  occurredAt: Date,
  type: EventType<Payload>,
  payload: Payload,
): void {
  const event = eventOf(tenantId, occurredAt, type, payload);
  em.persist(em.create(OutboxEvent, { ...event, cause: causeOf(em) }));
}

// One parameter carries all rows, so that it is one statement for any number of events.
const INSERT = `
  insert into outbox (tenant_id, id, name, payload, occurred_at, cause)
  select tenant_id, id, name, payload, occurred_at, $2::text
    from jsonb_to_recordset($1::jsonb)
      as event (tenant_id uuid, id uuid, name text, payload jsonb, occurred_at timestamptz)`;

/** Writes events in their order, after everything that was changed and not written yet. */
export async function writeEvents(em: EntityManager, events: readonly DomainEvent[]): Promise<void> {
  await em.flush();
  await tellEvents(em, events);
}

/** Writes events in their order when all else is written; they travel with the commit. */
export async function tellEvents(em: EntityManager, events: readonly DomainEvent[]): Promise<void> {
  if (events.length === 0) return;
  const rows = events.map(({ tenantId, id, name, payload, occurredAt }) => ({
    tenant_id: uuidOf(tenantId),
    id: uuidOf(id),
    name,
    payload,
    occurred_at: occurredAt,
  }));
  await tellPrepared(em, INSERT, [JSON.stringify(rows), causeOf(em)]);
}
