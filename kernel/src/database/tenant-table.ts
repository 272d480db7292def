import type { PolicyDef } from '@mikro-orm/core';
import { Entity, Filter, PrimaryKey } from '@mikro-orm/decorators/legacy';
import type { TenantId } from '../caller/caller.ts';
import { IdType } from './id-type.ts';

/** The transaction-local setting that says whose rows may be seen. */
export const TENANT_SETTING = 'app.tenant_id';
/** The name of the filter that every query of a tenant table carries. */
export const TENANT_FILTER = 'tenant';

const ownRow = `tenant_id = nullif(current_setting('${TENANT_SETTING}', true), '')::uuid`;

/** What every row of a tenant has: whose it is, as the first part of its primary key. */
export abstract class TenantRow {
  @PrimaryKey({ type: new IdType('tnt') })
  tenantId!: TenantId;
}

/**
 * A table of rows that belong to tenants: entity, filter and row level security in one.
 * The filter narrows what the ORM asks; the forced policy narrows what PostgreSQL answers, whoever asks.
 * `extraPolicies` open it to another role than the one that serves, never to the latter.
 */
export function TenantTable(tableName: string, extraPolicies: readonly PolicyDef[] = []): ClassDecorator {
  return (target) => {
    Filter({ name: TENANT_FILTER, cond: (args) => ({ tenantId: args.tenantId }), default: true })(target);
    Entity({
      tableName,
      rowLevelSecurity: 'force',
      policies: [{ name: `${tableName}_tenant`, using: ownRow, check: ownRow }, ...extraPolicies],
    })(target as never);
  };
}
