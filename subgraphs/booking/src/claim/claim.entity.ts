import { IdType } from '@freehold/kernel/database/id-type';
import { TenantRow, TenantTable } from '@freehold/kernel/database/tenant-table';
import type { Id } from '@freehold/kernel/values/id';
import type { TimeRange } from '@freehold/kernel/values/time-range';
import type { Ref } from '@mikro-orm/core';
import { Check, Index, ManyToOne, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { Resource } from '../resource/resource.entity.ts';
import { TimeRangeType } from './time-range.type.ts';

/** The id of a claim. */
export type ClaimId = Id<'clm'>;

/**
 * A resource that is taken for a time, by a session, a hold or another calendar's busy time. No two claims of a resource share an instant;
 * PostgreSQL sees to it. A claim is given up by deleting it.
 */
@TenantTable('claim')
@Index({ properties: ['tenantId', 'sessionId'] })
@Index({ properties: ['tenantId', 'holdId'] })
@Index({ properties: ['tenantId', 'busyTimeId'] })
@Check({ name: 'claim_owner', expression: 'num_nonnulls(session_id, hold_id, busy_time_id) = 1' })
@Check({
  name: 'claim_apart',
  expression: 'exclude using gist (tenant_id with =, resource_id with =, blocked with &&)',
})
export class Claim extends TenantRow {
  @PrimaryKey({ type: new IdType('clm') })
  id!: ClaimId;

  @ManyToOne(() => Resource, {
    joinColumns: ['tenant_id', 'resource_id'],
    ref: true,
    updateRule: 'no action',
  })
  resource!: Ref<Resource>;

  /** The time that is taken, buffers included. */
  @Property({ type: new TimeRangeType() })
  blocked!: TimeRange;

  /** The session that takes it, or null. */
  @Property({ type: new IdType('ssn'), nullable: true })
  sessionId!: Id<'ssn'> | null;

  /** The hold that takes it; null once a session does, or when another calendar does. */
  @Property({ type: new IdType('hld'), nullable: true })
  holdId!: Id<'hld'> | null;

  /** The busy time of an imported calendar that takes it, or null. */
  @Property({ type: new IdType('bsy'), nullable: true })
  busyTimeId!: Id<'bsy'> | null;

  /** When it takes nothing any more; null for a session's. */
  @Property({ type: 'datetime', columnType: 'timestamptz', nullable: true })
  expiresAt!: Date | null;
}
