import { TenantRow, TenantTable } from '@freehold/kernel/database/tenant-table';
import { PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { GraphQLLocalDate } from 'graphql-scalars';
import { Field, Int, ObjectType } from 'type-graphql';

/** What is counted by the day. */
export type MeasureName = 'bookings';

@ObjectType('DailyCount', { description: 'How often something happened on a day.' })
@TenantTable('daily_measure')
export class DailyMeasure extends TenantRow {
  @PrimaryKey({ type: 'text' })
  name!: MeasureName;

  @Field(() => GraphQLLocalDate, { description: "The day, in the tenant's time zone." })
  @PrimaryKey({ type: 'date' })
  date!: string;

  @Field(() => Int, { description: 'How often, less what was taken back.' })
  @Property({ type: 'integer' })
  count!: number;
}
