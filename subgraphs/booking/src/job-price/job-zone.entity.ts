import { IdType } from '@freehold/kernel/database/id-type';
import { TenantRow, TenantTable } from '@freehold/kernel/database/tenant-table';
import type { Id } from '@freehold/kernel/values/id';
import { Check, PrimaryKey, Property, Unique } from '@mikro-orm/decorators/legacy';
import { Field, ID, Int, ObjectType } from 'type-graphql';

/** The id of a zone. */
export type JobZoneId = Id<'jzn'>;

@ObjectType({ description: 'Postal codes of a country in which jobs cost more or less than elsewhere.' })
@TenantTable('job_zone')
@Unique({ properties: ['tenantId', 'country', 'postalPrefix'] })
@Check({
  name: 'job_zone_multiplier',
  expression: 'multiplier_permille >= 100 and multiplier_permille <= 10000',
})
export class JobZone extends TenantRow {
  @Field(() => ID)
  @PrimaryKey({ type: new IdType('jzn') })
  id!: JobZoneId;

  @Field(() => String, { description: 'ISO 3166-1 alpha-2, such as US.' })
  @Property({ type: 'text' })
  country!: string;

  @Field(() => String, {
    description: 'What its postal codes begin with: capitals and digits. The longest that fits counts.',
  })
  @Property({ type: 'text' })
  postalPrefix!: string;

  @Field(() => Int, {
    description: 'What the price is multiplied by, in thousandths: 1,250 is a quarter more.',
  })
  @Property({ type: 'integer' })
  multiplierPermille!: number;

  @Property({ type: 'datetime', columnType: 'timestamptz' })
  changedAt!: Date;
}
