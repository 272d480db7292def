import { PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import type { EntityManager } from '@mikro-orm/postgresql';
import { GlobalTable } from '../database/global-table.ts';
import { IdType } from '../database/id-type.ts';
import { askPrepared, tellPrepared } from '../database/prepared/ask-prepared.ts';
import { TenantRow, TenantTable } from '../database/tenant-table.ts';
import { tenantUuidOf } from '../database/transaction.ts';
import { idOf, uuidOf } from '../values/id.ts';
import type { DomainEvent, EventId } from './domain-event.ts';

/** Events that this subgraph has applied: one row each, so that an event delivered twice is applied once. */
@TenantTable('inbox')
export class InboxEvent extends TenantRow {
  @PrimaryKey({ type: new IdType('evt') })
  id!: EventId;

  @Property({ type: 'datetime', columnType: 'timestamptz' })
  appliedAt!: Date;

  /** Why the event was set aside unapplied after repeated failures; null when it was applied. */
  @Property({ type: 'text', nullable: true })
  failure!: string | null;
}

// One parameter carries all ids, so that it is one statement for any number of events.
const NOTE = `
  insert into inbox (tenant_id, id, applied_at)
  select $1::uuid, event.id::uuid, $2::timestamptz from jsonb_array_elements_text($3::jsonb) as event (id)
  on conflict do nothing returning id`;

const SET_ASIDE = `
  insert into inbox (tenant_id, id, applied_at, failure) values ($1::uuid, $2::uuid, $3::timestamptz, $4::text)
  on conflict do nothing`;

/** Notes events of the tenant whose transaction it is as applied; answers those that were not noted before. */
export async function noteApplied(
  em: EntityManager,
  events: readonly DomainEvent[],
  at: Date,
): Promise<ReadonlySet<EventId>> {
  const ids = JSON.stringify(events.map(({ id }) => uuidOf(id)));
  const noted = await askPrepared<{ id: string }>(em, NOTE, [tenantUuidOf(em), at, ids]);
  return new Set(noted.map(({ id }) => idOf('evt', id)));
}

/** Notes that an event is not applied and will not be, and why. */
export async function noteSetAside(
  em: EntityManager,
  { id }: DomainEvent,
  { reason, at }: { readonly reason: string; readonly at: Date },
): Promise<void> {
  await tellPrepared(em, SET_ASIDE, [tenantUuidOf(em), uuidOf(id), at, reason]);
}

/** How far this subgraph has read in another's outbox. */
@GlobalTable('event_cursor')
export class EventCursor {
  @PrimaryKey({ type: 'text' })
  source!: string;

  @Property({ type: 'string', columnType: 'xid8' })
  transactionId!: string;

  @Property({ type: 'bigint', columnType: 'bigint' })
  position!: string;
}
