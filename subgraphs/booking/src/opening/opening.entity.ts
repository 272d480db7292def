import { IdType } from '@freehold/kernel/database/id-type';
import { TenantRow, TenantTable } from '@freehold/kernel/database/tenant-table';
import type { Id } from '@freehold/kernel/values/id';
import { OptionalProps, type Ref } from '@mikro-orm/core';
import { Check, Index, ManyToOne, PrimaryKey, Property, Unique } from '@mikro-orm/decorators/legacy';
import { Field, ID, Int, ObjectType } from 'type-graphql';
import { Location, type LocationId } from '../location/location.entity.ts';
import { Resource, type ResourceId } from '../resource/resource.entity.ts';
import { clockOf, type LocalHours } from './opening.policy.ts';

/** The id of one stretch of weekly hours. */
export type WeeklyHoursId = Id<'whr'>;
/** The id of an exception. */
export type OpeningExceptionId = Id<'oex'>;

/**
 * Something that is a resource's or a location's. The ids stand in the columns of the relations, so that rows can be
 * found by them alone: a question through a relation would begin with the other table.
 */
abstract class Kept extends TenantRow {
  @Property({ type: new IdType('rsc'), fieldName: 'resource_id', persist: false })
  resourceId!: ResourceId | null;

  @Property({ type: new IdType('loc'), fieldName: 'location_id', persist: false })
  locationId!: LocationId | null;

  /** The resource whose hours they are; null for a location's. */
  @ManyToOne(() => Resource, {
    joinColumns: ['tenant_id', 'resource_id'],
    ref: true,
    nullable: true,
    updateRule: 'no action',
    deleteRule: 'no action',
  })
  resource!: Ref<Resource> | null;

  /** The location whose hours they are; null for a resource's. */
  @ManyToOne(() => Location, {
    joinColumns: ['tenant_id', 'location_id'],
    ref: true,
    nullable: true,
    updateRule: 'no action',
    deleteRule: 'no action',
  })
  location!: Ref<Location> | null;
}

@ObjectType({ description: 'A stretch of one day of each week in which a resource or a location is open.' })
@TenantTable('weekly_hours')
@Index({ properties: ['tenantId', 'resource'] })
@Index({ properties: ['tenantId', 'location'] })
@Check({ name: 'weekly_hours_keeper', expression: 'num_nonnulls(resource_id, location_id) = 1' })
@Check({ name: 'weekly_hours_weekday', expression: 'weekday >= 1 and weekday <= 7' })
@Check({
  name: 'weekly_hours_span',
  expression: 'opens_minute >= 0 and opens_minute < closes_minute and closes_minute <= 1440',
})
export class WeeklyHours extends Kept {
  declare [OptionalProps]?: 'opensAt' | 'closesAt' | 'resourceId' | 'locationId';

  @PrimaryKey({ type: new IdType('whr') })
  id!: WeeklyHoursId;

  @Field(() => Int, { description: '1 is Monday, 7 is Sunday.' })
  @Property({ type: 'integer' })
  weekday!: number;

  /** Minutes since midnight on the wall clock, 0 to 1,439. */
  @Property({ type: 'integer' })
  opensMinute!: number;

  /** Minutes since midnight on the wall clock, 1 to 1,440; the minute itself is closed. */
  @Property({ type: 'integer' })
  closesMinute!: number;

  @Field(() => String, { description: 'When it opens on the wall clock, HH:MM.' })
  get opensAt(): string {
    return clockOf(this.opensMinute);
  }

  @Field(() => String, { description: 'When it closes on the wall clock, HH:MM; 24:00 is midnight.' })
  get closesAt(): string {
    return clockOf(this.closesMinute);
  }
}

@ObjectType({ description: 'A day on which a resource or a location is open at other times than each week.' })
@TenantTable('opening_exception')
@Unique({ properties: ['tenantId', 'resource', 'date'] })
@Unique({ properties: ['tenantId', 'location', 'date'] })
@Check({ name: 'opening_exception_keeper', expression: 'num_nonnulls(resource_id, location_id) = 1' })
export class OpeningException extends Kept {
  declare [OptionalProps]?: 'resourceId' | 'locationId';

  @Field(() => ID)
  @PrimaryKey({ type: new IdType('oex') })
  id!: OpeningExceptionId;

  @Field(() => String, { description: 'The day on the wall calendar, YYYY-MM-DD.' })
  @Property({ type: 'date' })
  date!: string;

  @Field(() => Boolean, { description: "Whether the week's hours do not hold on that day." })
  @Property({ type: 'boolean' })
  isClosed!: boolean;

  @Property({ type: 'json', columnType: 'jsonb' })
  hours!: LocalHours[];
}
