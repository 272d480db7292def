import { IdType } from '@freehold/kernel/database/id-type';
import { TenantRow, TenantTable } from '@freehold/kernel/database/tenant-table';
import type { Id } from '@freehold/kernel/values/id';
import { BigIntType, type Ref } from '@mikro-orm/core';
import { Enum, ManyToOne, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { Directive, Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import { Resource } from '../resource/resource.entity.ts';

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

/** The id of an offering. */
export type OfferingId = Id<'off'>;

@Directive('@key(fields: "id")')
@ObjectType({
  description: 'What a tenant offers: a class, a personal session, a room, an appointment, a job, an event.',
})
@TenantTable('offering')
export class Offering extends TenantRow {
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

  @ManyToOne(() => Resource, {
    joinColumns: ['tenant_id', 'resource_id'],
    ref: true,
    updateRule: 'no action',
  })
  resource!: Ref<Resource>;

  @Property({ type: 'datetime', columnType: 'timestamptz' })
  createdAt!: Date;
}
