import { Migration } from '@mikro-orm/migrations';

export class Migration20261121170000 extends Migration {
  override name = 'Migration20261121170000';

  override up(): void | Promise<void> {
    this.addSql(
      `create table "booking"."customer" ("tenant_id" uuid not null, "id" uuid not null, "name" text not null, "name_key" text collate "C" not null, "email" text collate "C" not null, "locale" text null, "phone" text null, "email_reminders" boolean not null, "sms_reminders" boolean not null, "push_reminders" boolean not null, "since" timestamptz not null, primary key ("tenant_id", "id"));`,
    );
    this.addSql(
      `create index "customer_tenant_id_email_id_index" on "booking"."customer" ("tenant_id", "email", "id");`,
    );
    this.addSql(
      `create index "customer_tenant_id_name_key_id_index" on "booking"."customer" ("tenant_id", "name_key", "id");`,
    );

    this.addSql(`alter table "booking"."customer" enable row level security;`);
    this.addSql(`alter table "booking"."customer" force row level security;`);
    this.addSql(
      `create policy "customer_tenant" on "booking"."customer" using (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid) with check (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);`,
    );
  }
}
