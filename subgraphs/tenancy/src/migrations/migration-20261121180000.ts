import { Migration } from '@mikro-orm/migrations';

// Tenants that were made before their event told currency and locale: whoever reads it from now on finds both.
export class Migration20261121180000 extends Migration {
  override name = 'Migration20261121180000';

  override up(): void | Promise<void> {
    this.addSql(`alter table "tenancy"."outbox" no force row level security;`);
    this.addSql(`alter table "tenancy"."tenant" no force row level security;`);
    this.addSql(
      `update "tenancy"."outbox" o set payload = o.payload || jsonb_build_object('currency', t.currency, 'locale', t.locale) from "tenancy"."tenant" t where t.tenant_id = o.tenant_id and o.name = 'tenancy.tenant-provisioned' and o.payload -> 'currency' is null;`,
    );
    this.addSql(`alter table "tenancy"."outbox" force row level security;`);
    this.addSql(`alter table "tenancy"."tenant" force row level security;`);
  }
}
