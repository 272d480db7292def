import { Migration } from '@mikro-orm/migrations';

export class Migration20261121110000 extends Migration {
  override name = 'Migration20261121110000';

  override up(): void | Promise<void> {
    this.addSql(
      `create table "booking"."policy" ("tenant_id" uuid not null, "id" uuid not null, "offering_id" uuid null, "version" int not null, "rules" jsonb not null, "looks_for_absent" boolean not null, "created_at" timestamptz not null, primary key ("tenant_id", "id"));`,
    );
    this.addSql(
      `create index "policy_tenant_id_offering_id_version_index" on "booking"."policy" ("tenant_id", "offering_id", "version");`,
    );
    this.addSql(
      `alter table "booking"."policy" add constraint "policy_tenant_id_offering_id_foreign" foreign key ("tenant_id", "offering_id") references "booking"."offering" ("tenant_id", "id") on update no action on delete no action;`,
    );
    this.addSql(`alter table "booking"."policy" enable row level security;`);
    this.addSql(`alter table "booking"."policy" force row level security;`);
    this.addSql(
      `create policy "policy_tenant" on "booking"."policy" using (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid) with check (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);`,
    );

    this.addSql(
      `create table "booking"."strike" ("tenant_id" uuid not null, "id" uuid not null, "member_id" uuid not null, "booking_id" uuid not null, "at" timestamptz not null, "reversed_at" timestamptz null, "reversed_by" uuid null, "reversal_reason" text null, primary key ("tenant_id", "id"));`,
    );
    this.addSql(
      `create index "strike_tenant_id_member_id_at_index" on "booking"."strike" ("tenant_id", "member_id", "at");`,
    );
    this.addSql(
      `alter table "booking"."strike" add constraint "strike_one_per_booking" unique ("tenant_id", "booking_id");`,
    );
    this.addSql(`alter table "booking"."strike" enable row level security;`);
    this.addSql(`alter table "booking"."strike" force row level security;`);
    this.addSql(
      `create policy "strike_tenant" on "booking"."strike" using (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid) with check (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);`,
    );
  }
}
