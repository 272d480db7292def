import { TenantRow, TenantTable } from '@freehold/kernel/database/tenant-table';
import { Index, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';

/** How often signing in with an address failed of late, whether or not anybody has the address. */
@TenantTable('sign_in_attempt')
@Index({ properties: ['tenantId', 'startedAt'] })
export class SignInAttempt extends TenantRow {
  /** The address, in lower case. */
  @PrimaryKey({ type: 'text' })
  id!: string;

  @Property({ type: 'integer' })
  failures!: number;

  /** When the first of them was. */
  @Property({ type: 'datetime', columnType: 'timestamptz' })
  startedAt!: Date;
}
