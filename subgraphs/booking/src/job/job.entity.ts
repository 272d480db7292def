import { IdType } from '@freehold/kernel/database/id-type';
import { TenantRow, TenantTable } from '@freehold/kernel/database/tenant-table';
import type { Id } from '@freehold/kernel/values/id';
import { BigIntType, type Ref } from '@mikro-orm/core';
import { Check, Enum, ManyToOne, PrimaryKey, Property, Unique } from '@mikro-orm/decorators/legacy';
import { Field, ID, Int, ObjectType } from 'type-graphql';
import { Booking } from '../booking/booking.entity.ts';
import { MULTIPLIER_SOURCES, type MultiplierSource } from '../job-price/job-price.policy.ts';

/** The id of a job. */
export type JobId = Id<'job'>;

@ObjectType({ description: 'Where a job is.' })
export class JobAddress {
  @Field(() => String, { description: 'Street and number, 1 to 200 characters.' })
  street!: string;

  @Field(() => String, { description: '1 to 16 letters, digits, spaces and hyphens.' })
  postalCode!: string;

  @Field(() => String, { description: '1 to 100 characters.' })
  city!: string;

  @Field(() => String, { description: 'ISO 3166-1 alpha-2, such as US.' })
  country!: string;
}

@ObjectType({ description: 'What a booking of a job has of its own. It stands as its booking stands.' })
@TenantTable('job')
@Unique({ properties: ['tenantId', 'booking'] })
@Check({
  name: 'job_factors',
  expression: 'base_minor >= 0 and multiplier_permille > 0 and square_meters > 0',
})
export class Job extends TenantRow {
  @Field(() => ID)
  @PrimaryKey({ type: new IdType('job') })
  id!: JobId;

  /** The booking that stands for it now: one that is moved hands it on. */
  @ManyToOne(() => Booking, { joinColumns: ['tenant_id', 'booking_id'], ref: true, updateRule: 'no action' })
  booking!: Ref<Booking>;

  @Property({ type: 'text' })
  street!: string;

  @Property({ type: 'text' })
  postalCode!: string;

  @Property({ type: 'text' })
  city!: string;

  @Property({ type: 'text' })
  country!: string;

  @Field(() => Int, { description: 'The size of the property in square meters.' })
  @Property({ type: 'integer', fieldName: 'square_meters' })
  propertySquareMeters!: number;

  @Field(() => String, { description: 'What whoever comes should know, up to 2,000 characters.' })
  @Property({ type: 'text' })
  notes!: string;

  /** The offering's price when it was booked. */
  @Property({ type: new BigIntType('bigint') })
  baseMinor!: bigint;

  @Property({ type: 'text' })
  currency!: string;

  @Property({ type: 'integer' })
  multiplierPermille!: number;

  @Enum({ items: () => Object.values(MULTIPLIER_SOURCES), type: 'string' })
  multiplierSource!: MultiplierSource;

  @Property({ type: 'text', nullable: true })
  zonePrefix!: string | null;
}
