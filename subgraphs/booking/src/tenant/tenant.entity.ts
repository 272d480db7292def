import { TenantRow, TenantTable } from '@freehold/kernel/database/tenant-table';
import { Property } from '@mikro-orm/decorators/legacy';

/** What a tenant may use from an instant on, as billing told it. */
export interface Entitled {
  /** ISO 8601. */
  readonly from: string;
  readonly plan: string;
  readonly features: readonly string[];
  readonly upgrades: Readonly<Record<string, string>>;
  readonly limits: Readonly<Record<string, number | null>>;
}

/** What this subgraph was last told of a tenant, for what it does without a passport. It has no fields. */
@TenantTable('tenant_copy')
export class TenantCopy extends TenantRow {
  /** Null until tenancy has told that the tenant was made; billing may be faster. */
  @Property({ type: 'text', nullable: true })
  edition!: string | null;

  /** The label before the first dot of its host; null until tenancy has told it. */
  @Property({ type: 'text', nullable: true })
  slug!: string | null;

  /** As customers know it. */
  @Property({ type: 'text', nullable: true })
  name!: string | null;

  @Property({ type: 'text', nullable: true })
  timeZone!: string | null;

  @Property({ type: 'text', nullable: true })
  currency!: string | null;

  @Property({ type: 'text', nullable: true })
  locale!: string | null;

  /** In the order of their instants; empty until billing has told. */
  @Property({ type: 'json', columnType: 'jsonb', default: '[]' })
  entitled!: readonly Entitled[];
}
