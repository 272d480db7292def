import type { MemberId } from '@freehold/kernel/caller/caller';
import { IdType } from '@freehold/kernel/database/id-type';
import { TenantRow, TenantTable } from '@freehold/kernel/database/tenant-table';
import type { Id } from '@freehold/kernel/values/id';
import { BigIntType, type Ref } from '@mikro-orm/core';
import { Check, Index, ManyToOne, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { Field, ID, Int, ObjectType } from 'type-graphql';
import { Offering } from '../offering/offering.entity.ts';
import { Resource } from '../resource/resource.entity.ts';
import { Session } from '../session/session.entity.ts';

/** The id of a hold. */
export type HoldId = Id<'hld'>;

/** How long a hold keeps what it holds. */
export const HOLD_MS = 5 * 60_000;

const optional = { ref: true, nullable: true, updateRule: 'no action', deleteRule: 'no action' } as const;

@ObjectType({
  description: 'Seats of a session, or a time of an offering, that nobody else gets until it expires.',
})
@TenantTable('hold')
@Check({ name: 'hold_what', expression: 'num_nonnulls(session_id, resource_id) = 1' })
@Index({ properties: ['tenantId', 'session'] })
@Index({ properties: ['tenantId', 'customerId'] })
export class Hold extends TenantRow {
  @Field(() => ID)
  @PrimaryKey({ type: new IdType('hld') })
  id!: HoldId;

  @Property({ type: new IdType('mbr') })
  customerId!: MemberId;

  /** The session whose seats it holds; null when it holds a time of {@link resource}. */
  @ManyToOne(() => Session, { joinColumns: ['tenant_id', 'session_id'], ...optional })
  session!: Ref<Session> | null;

  @ManyToOne(() => Offering, {
    joinColumns: ['tenant_id', 'offering_id'],
    ref: true,
    updateRule: 'no action',
  })
  offering!: Ref<Offering>;

  /** The resource that it claims; null when it holds seats of a {@link session}. */
  @ManyToOne(() => Resource, { joinColumns: ['tenant_id', 'resource_id'], ...optional })
  resource!: Ref<Resource> | null;

  @Field(() => Date, { description: 'When what it holds begins.' })
  @Property({ type: 'datetime', columnType: 'timestamptz' })
  startsAt!: Date;

  @Field(() => Int, { description: 'Seats that it holds.' })
  @Property({ type: 'integer' })
  seats!: number;

  /** What each seat costs that is booked with it; null for holds of before this was kept. */
  @Property({ type: new BigIntType('bigint'), nullable: true })
  seatPriceMinor!: bigint | null;

  @Field(() => Date, { description: 'From this instant on it holds nothing.' })
  @Property({ type: 'datetime', columnType: 'timestamptz' })
  expiresAt!: Date;
}
