import { PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { TenantRow, TenantTable } from '../database/tenant-table.ts';

/** How many units of a meter are used, in the database of the subgraph that owns what is counted. */
@TenantTable('usage_counter')
export class UsageCounter extends TenantRow {
  /** The meter's key, such as `classes`. */
  @PrimaryKey({ type: 'text' })
  id!: string;

  /** First day of the period in the tenant's time zone, `YYYY-MM-DD`; empty for a gauge. */
  @PrimaryKey({ type: 'text' })
  period!: string;

  @Property({ type: 'integer' })
  used!: number;

  @Property({ type: 'integer' })
  revision!: number;
}
