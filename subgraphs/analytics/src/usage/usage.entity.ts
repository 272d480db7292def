import { IdType } from '@freehold/kernel/database/id-type';
import { TenantRow, TenantTable } from '@freehold/kernel/database/tenant-table';
import type { Id } from '@freehold/kernel/values/id';
import { PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { Directive, Field, ID, Int, ObjectType } from 'type-graphql';

/** The id of what is used of a meter in a period: it follows from tenant, meter and period. */
export type UsageId = Id<'usg'>;

@Directive('@key(fields: "id")')
@ObjectType({ description: 'How much of a meter is used in a period.' })
@TenantTable('usage')
export class Usage extends TenantRow {
  @Field(() => ID)
  @PrimaryKey({ type: new IdType('usg') })
  id!: UsageId;

  @Property({ type: 'text' })
  meterKey!: string;

  /** First day of the month in the tenant's time zone, `YYYY-MM-DD`; empty for a gauge. */
  @Property({ type: 'text' })
  period!: string;

  @Field(() => Int, { description: 'Units that are used.' })
  @Property({ type: 'integer' })
  used!: number;

  /** Of the count that was applied last; an older one says nothing new. */
  @Property({ type: 'integer' })
  revision!: number;

  @Field(() => Date, { description: 'When it became that many.' })
  @Property({ type: 'datetime', columnType: 'timestamptz' })
  updatedAt!: Date;
}
