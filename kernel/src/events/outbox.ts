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

// One parameter carries all rows, so that it is one statement for any number of events.
const INSERT = `
  insert into outbox (tenant_id, id, name, payload, occurred_at, cause)
  select tenant_id, id, name, payload, occurred_at, cause
    from jsonb_to_recordset($1::jsonb)
      as event (tenant_id uuid, id uuid, name text, payload jsonb, occurred_at timestamptz, cause text)`;

/** Writes events in their order, after everything that was changed and not written yet. */
export async function writeEvents(em: EntityManager, events: readonly DomainEvent[]): Promise<void> {
  await em.flush();
  await tellEvents(em, events);
}

/** Writes events in their order when all else is written; they travel with the commit. */
export async function tellEvents(em: EntityManager, events: readonly DomainEvent[]): Promise<void> {
  const cause = causeOf(em);
  await tellCaused(
    em,
    events.map((event) => ({ event, cause })),
  );
}

/** An event and the span of which it is a consequence, in the form of W3C Trace Context; null where that is not kept. */
interface CausedEvent {
  readonly event: DomainEvent;
  readonly cause: string | null;
}

/** Writes events as {@link tellEvents} does, each with a cause of its own. */
export async function tellCaused(em: EntityManager, caused: readonly CausedEvent[]): Promise<void> {
  if (caused.length === 0) return;
  const rows = caused.map(({ event: { tenantId, id, name, payload, occurredAt }, cause }) => ({
    tenant_id: uuidOf(tenantId),
    id: uuidOf(id),
    name,
    payload,
    occurred_at: occurredAt,
    cause,
  }));
  await tellPrepared(em, INSERT, [JSON.stringify(rows)]);
}
