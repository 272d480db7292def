import { IdType } from '@freehold/kernel/database/id-type';
import { TenantRow, TenantTable } from '@freehold/kernel/database/tenant-table';
import type { Id } from '@freehold/kernel/values/id';
import { Check, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';

/** What a tenant multiplies the price of each job by, wherever it is. A tenant has one row, or none. */
@TenantTable('job_markup')
@Check({
  name: 'job_markup_multiplier',
  expression: 'multiplier_permille >= 100 and multiplier_permille <= 10000',
})
export class JobMarkup extends TenantRow {
  @PrimaryKey({ type: new IdType('jmk') })
  id!: Id<'jmk'>;

  @Property({ type: 'integer' })
  multiplierPermille!: number;

  @Property({ type: 'datetime', columnType: 'timestamptz' })
  changedAt!: Date;
}
