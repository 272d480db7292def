import { IdType } from '@freehold/kernel/database/id-type';
import { TenantRow, TenantTable } from '@freehold/kernel/database/tenant-table';
import { NodeType } from '@freehold/kernel/subgraph/schema/node-type';
import type { Id } from '@freehold/kernel/values/id';
import { BigIntType, OptionalProps, type Ref } from '@mikro-orm/core';
import { Check, Enum, ManyToOne, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { Directive, Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import { Resource } from '../resource/resource.entity.ts';
import { ResourcePool } from '../resource/resource-pool.entity.ts';
import { OfferingArchived } from './offering.errors.ts';

/** How an offering is booked. */
export const OFFERING_KINDS = {
  CLASS: 'CLASS',
  PERSONAL: 'PERSONAL',
  ROOM: 'ROOM',
  APPOINTMENT: 'APPOINTMENT',
  JOB: 'JOB',
  EVENT: 'EVENT',
} as const;
/** One of {@link OFFERING_KINDS}. */
export type OfferingKind = keyof typeof OFFERING_KINDS;
registerEnumType(OFFERING_KINDS, { name: 'OfferingKind', description: 'How an offering is booked.' });

const BY_INTERVAL: ReadonlySet<OfferingKind> = new Set(['PERSONAL', 'ROOM', 'APPOINTMENT', 'JOB']);

/** The id of an offering. */
export type OfferingId = Id<'off'>;

@Directive('@key(fields: "id")')
@ObjectType({
  implements: NodeType,
  description: 'What a tenant offers: a class, a personal session, a room, an appointment, a job, an event.',
})
@TenantTable('offering')
@Check({ name: 'offering_needs', expression: 'num_nonnulls(resource_id, pool_id) = 1' })
export class Offering extends TenantRow {
  declare [OptionalProps]?: 'isByInterval';

  @Field(() => ID)
  @PrimaryKey({ type: new IdType('off') })
  id!: OfferingId;

  @Field(() => String, { description: 'Its name, 1 to 200 characters.' })
  @Property({ type: 'text' })
  name!: string;

  @Field(() => String, { description: 'What it is, for customers; up to 2,000 characters.' })
  @Property({ type: 'text' })
  description!: string;

  @Field(() => OFFERING_KINDS, { description: 'How it is booked.' })
  @Enum({ items: () => Object.values(OFFERING_KINDS), type: 'string' })
  kind!: OfferingKind;

  @Field(() => Int, { description: 'How long it takes, 5 to 1,440 minutes.' })
  @Property({ type: 'integer' })
  durationMinutes!: number;

  @Field(() => Int, { description: 'Seats of a session unless the session says otherwise, 1 to 10,000.' })
  @Property({ type: 'integer' })
  capacity!: number;

  @Property({ type: new BigIntType('bigint') })
  priceMinor!: bigint;

  @Property({ type: 'text' })
  currency!: string;

  /** The resource that gives it; null when any member of {@link pool} does. What it needs beside it are needs. */
  @ManyToOne(() => Resource, {
    joinColumns: ['tenant_id', 'resource_id'],
    ref: true,
    nullable: true,
    updateRule: 'no action',
    deleteRule: 'no action',
  })
  resource!: Ref<Resource> | null;

  /** The pool of which any free member serves; null when it needs one certain {@link resource}. */
  @ManyToOne(() => ResourcePool, {
    joinColumns: ['tenant_id', 'pool_id'],
    ref: true,
    nullable: true,
    updateRule: 'no action',
    deleteRule: 'no action',
  })
  pool!: Ref<ResourcePool> | null;

  @Field(() => Int, { description: 'Minutes before it in which its own resource is taken, 0 to 240.' })
  @Property({ type: 'integer', default: 0 })
  bufferBeforeMinutes!: number;

  @Field(() => Int, { description: 'Minutes after it in which its own resource is taken, 0 to 240.' })
  @Property({ type: 'integer', default: 0 })
  bufferAfterMinutes!: number;

  @Field(() => Boolean, { description: 'Whether its bookings wait until staff approves them.' })
  @Property({ type: 'boolean', default: false })
  needsApproval!: boolean;

  @Field(() => String, { nullable: true, description: 'The code under which it is taxed.' })
  @Property({ type: 'text', nullable: true })
  taxCode!: string | null;

  @Field(() => Date, {
    nullable: true,
    description: 'When it was archived: it takes no new bookings, and those that were made stand.',
  })
  @Property({ type: 'datetime', columnType: 'timestamptz', nullable: true })
  archivedAt!: Date | null;

  @Property({ type: 'datetime', columnType: 'timestamptz' })
  createdAt!: Date;

  /** Whether customers choose when it begins, rather than one of the sessions that staff scheduled. */
  get isByInterval(): boolean {
    return BY_INTERVAL.has(this.kind);
  }

  /** @throws {OfferingArchived} when it takes no new bookings. */
  refuseWhenArchived(): void {
    if (this.archivedAt) throw new OfferingArchived(this.name);
  }
}
