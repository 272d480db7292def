import { PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { GlobalTable } from '../database/global-table.ts';
import { IdType } from '../database/id-type.ts';
import { TenantRow, TenantTable } from '../database/tenant-table.ts';
import type { EventId } from './domain-event.ts';

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
