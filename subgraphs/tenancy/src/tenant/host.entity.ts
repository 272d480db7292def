import type { TenantId } from '@freehold/kernel/caller/caller';
import { GlobalTable } from '@freehold/kernel/database/global-table';
import { IdType } from '@freehold/kernel/database/id-type';
import { PrimaryKey, Property } from '@mikro-orm/decorators/legacy';

/**
 * The directory of hosts: whose address it is, and nothing else. It has no tenant,
 * because it is asked before the tenant is known.
 */
@GlobalTable('host')
export class Host {
  /** A slug under a base domain of the platform, or a whole domain of the tenant's own. Slugs have no dot. */
  @PrimaryKey({ type: 'text' })
  name!: string;

  /** The tenant whose it is. */
  @Property({ type: new IdType('tnt') })
  holderId!: TenantId;
}
