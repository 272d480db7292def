import { Index, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { TenantId } from '../caller/caller.ts';
import { IdType } from '../database/id-type.ts';
import { TenantRow, TenantTable } from '../database/tenant-table.ts';
import { newId } from '../values/id.ts';
import type { DomainEvent, EventId, EventType } from './domain-event.ts';

/** The role that reads outboxes of all tenants, and nothing else. */
export const RELAY_ROLE = 'freehold_relay';

/**
 * Events of this subgraph, written in the same transaction as what they tell.
 * Readers follow (transactionId, position): a position alone is given before its transaction commits.
 */
@TenantTable('outbox', [{ name: 'outbox_relay', command: 'select', roles: [RELAY_ROLE], using: 'true' }])
@Index({ properties: ['transactionId', 'position'] })
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
}

/**
 * Writes an event beside what it tells; it is published when the transaction commits, and never otherwise.
 * The event as it will be read.
 * @throws {z.ZodError} when the payload has not the shape of its kind.
 */
export function writeEvent<Payload>(
  em: EntityManager,
  tenantId: TenantId,
  occurredAt: Date,
  type: EventType<Payload>,
  payload: Payload,
): DomainEvent<Payload> {
  const told = type.payload.parse(payload);
  const event = { tenantId, id: newId('evt'), name: type.name, payload: told, occurredAt };
  em.persist(em.create(OutboxEvent, event));
  return event;
}

/** Events of one kind, to be written together. */
export interface EventBatch<Payload> {
  readonly tenantId: TenantId;
  readonly occurredAt: Date;
  readonly type: EventType<Payload>;
  readonly payloads: readonly Payload[];
}

/**
 * Writes many events of a kind with one statement, after those that were written before them.
 * @throws {z.ZodError} when a payload has not the shape of its kind.
 */
export async function writeEvents<Payload>(
  em: EntityManager,
  { tenantId, occurredAt, type, payloads }: EventBatch<Payload>,
): Promise<void> {
  await em.flush();
  const rows = payloads.map((payload) => ({
    tenantId,
    id: newId('evt'),
    name: type.name,
    payload: type.payload.parse(payload),
    occurredAt,
  }));
  if (rows.length > 0) await em.insertMany(OutboxEvent, rows);
}
