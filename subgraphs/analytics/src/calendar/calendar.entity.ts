import { TenantRow, TenantTable } from '@freehold/kernel/database/tenant-table';
import { Property } from '@mikro-orm/decorators/legacy';

/** Where a tenant's days and months begin, as tenancy told it. */
@TenantTable('calendar')
export class Calendar extends TenantRow {
  /** IANA name. */
  @Property({ type: 'text' })
  timeZone!: string;

  /** When the tenant was made: nothing was counted before. */
  @Property({ type: 'datetime', columnType: 'timestamptz' })
  openedAt!: Date;
}
