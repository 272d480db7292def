import { IdType } from '@freehold/kernel/database/id-type';
import { TenantRow, TenantTable } from '@freehold/kernel/database/tenant-table';
import type { Id } from '@freehold/kernel/values/id';
import { rangeOfMinutes, type TimeRange } from '@freehold/kernel/values/time-range';
import type { Ref } from '@mikro-orm/core';
import { Check, ManyToOne, PrimaryKey, Property, Unique } from '@mikro-orm/decorators/legacy';
import { Field, Int, ObjectType } from 'type-graphql';
import { Resource } from '../resource/resource.entity.ts';
import { ResourcePool } from '../resource/resource-pool.entity.ts';
import { Offering } from './offering.entity.ts';

const optional = { ref: true, nullable: true, updateRule: 'no action', deleteRule: 'no action' } as const;

@ObjectType({
  description:
    'A resource that an offering takes beside its own, with buffers of its own: a room beside a trainer.',
})
@TenantTable('offering_need')
@Unique({ properties: ['tenantId', 'offering', 'place'] })
@Check({ name: 'offering_need_what', expression: 'num_nonnulls(resource_id, pool_id) = 1' })
export class OfferingNeed extends TenantRow {
  @PrimaryKey({ type: new IdType('ofn') })
  id!: Id<'ofn'>;

  @ManyToOne(() => Offering, {
    joinColumns: ['tenant_id', 'offering_id'],
    ref: true,
    updateRule: 'no action',
  })
  offering!: Ref<Offering>;

  /** Its place among the needs of the offering, from 0. */
  @Property({ type: 'integer' })
  place!: number;

  /** The resource that is needed; null when any member of {@link pool} serves. */
  @ManyToOne(() => Resource, { joinColumns: ['tenant_id', 'resource_id'], ...optional })
  resource!: Ref<Resource> | null;

  /** The pool of which any free member serves; null when one certain {@link resource} is needed. */
  @ManyToOne(() => ResourcePool, { joinColumns: ['tenant_id', 'pool_id'], ...optional })
  pool!: Ref<ResourcePool> | null;

  @Field(() => Int, { description: 'Minutes before it in which this resource is taken, 0 to 240.' })
  @Property({ type: 'integer' })
  bufferBeforeMinutes!: number;

  @Field(() => Int, { description: 'Minutes after it in which this resource is taken, 0 to 240.' })
  @Property({ type: 'integer' })
  bufferAfterMinutes!: number;
}

/** A resource that an offering takes, and how long around itself. */
export interface Need {
  /** Any one of these serves, smallest id first. */
  readonly resources: readonly Resource[];
  readonly bufferBeforeMinutes: number;
  readonly bufferAfterMinutes: number;
}

/** All that an offering needs, each a resource of its own: first the one that gives it. */
export type Needs = readonly [Need, ...Need[]];

/** The time in which a need is taken by something that begins at an instant and takes so many minutes: buffers included. */
export function blockedBy(
  need: Pick<Need, 'bufferBeforeMinutes' | 'bufferAfterMinutes'>,
  startsAt: Date,
  minutes: number,
): TimeRange {
  const { bufferBeforeMinutes: before, bufferAfterMinutes: after } = need;
  return rangeOfMinutes(new Date(startsAt.getTime() - before * 60_000), before + minutes + after);
}
