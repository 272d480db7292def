import { IdType } from '@freehold/kernel/database/id-type';
import { TenantRow, TenantTable } from '@freehold/kernel/database/tenant-table';
import type { Id } from '@freehold/kernel/values/id';
import type { Ref } from '@mikro-orm/core';
import { ManyToOne, PrimaryKey, Property, Unique } from '@mikro-orm/decorators/legacy';
import { Resource } from '../resource/resource.entity.ts';

/** The id of a busy time. */
export type BusyTimeId = Id<'bsy'>;

/** A time in which another calendar keeps a resource busy; a claim keeps it until it is over. */
@TenantTable('busy_time')
@Unique({ properties: ['tenantId', 'resource', 'uid', 'recurrenceId'] })
export class BusyTime extends TenantRow {
  @PrimaryKey({ type: new IdType('bsy') })
  id!: BusyTimeId;

  @ManyToOne(() => Resource, {
    joinColumns: ['tenant_id', 'resource_id'],
    ref: true,
    updateRule: 'no action',
  })
  resource!: Ref<Resource>;

  /** What the other calendar calls the event. */
  @Property({ type: 'text' })
  uid!: string;

  /** Which of an event that recurs; else empty. */
  @Property({ type: 'text' })
  recurrenceId!: string;

  @Property({ type: 'datetime', columnType: 'timestamptz' })
  startsAt!: Date;

  @Property({ type: 'datetime', columnType: 'timestamptz' })
  endsAt!: Date;
}
