import { Migration } from '@mikro-orm/migrations';

export class Migration20261121171000 extends Migration {
  override name = 'Migration20261121171000';

  override up(): void | Promise<void> {
    this.addSql(
      `create table "booking"."policy_override" ("tenant_id" uuid not null, "id" uuid not null, "booking_id" uuid not null, "deed" text not null, "reason" text not null, "by" uuid not null, "at" timestamptz not null, primary key ("tenant_id", "id"));`,
    );
    this.addSql(
      `create index "policy_override_tenant_id_booking_id_id_index" on "booking"."policy_override" ("tenant_id", "booking_id", "id");`,
    );

    this.addSql(
      `create table "booking"."pass" ("tenant_id" uuid not null, "id" uuid not null, "customer_id" uuid not null, "name" text not null, "credits" int not null, "credits_left" int not null, "valid_from" timestamptz not null, "valid_until" timestamptz not null, "offering_ids" text[] not null, "waitlist_priority" int not null, "revoked_at" timestamptz null, primary key ("tenant_id", "id"));`,
    );
    this.addSql(
      `create index "pass_tenant_id_customer_id_valid_until_id_index" on "booking"."pass" ("tenant_id", "customer_id", "valid_until", "id");`,
    );

    this.addSql(
      `create table "booking"."credit_entry" ("tenant_id" uuid not null, "id" uuid not null, "pass_id" uuid not null, "position" bigserial not null, "deed" text not null, "amount" int not null, "booking_id" uuid null, "reason" text null, "by" uuid null, "at" timestamptz not null, primary key ("tenant_id", "id"));`,
    );
    this.addSql(
      `create index "credit_entry_tenant_id_pass_id_position_index" on "booking"."credit_entry" ("tenant_id", "pass_id", "position");`,
    );

    this.addSql(
      `alter table "booking"."booking" add "booked_by" uuid null, add "credits_taken" int not null default 0, add "pass_id" uuid null;`,
    );

    this.addSql(
      `alter table "booking"."policy_override" add constraint "policy_override_deed_check" check ("deed" in ('BOOKED', 'MOVED', 'CANCELED'));`,
    );
    this.addSql(`alter table "booking"."policy_override" enable row level security;`);
    this.addSql(`alter table "booking"."policy_override" force row level security;`);
    this.addSql(
      `create policy "policy_override_tenant" on "booking"."policy_override" using (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid) with check (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);`,
    );

    this.addSql(
      `alter table "booking"."pass" add constraint "pass_validity" check (valid_from < valid_until);`,
    );
    this.addSql(
      `alter table "booking"."pass" add constraint "pass_credits" check (credits_left >= 0 and credits_left <= credits);`,
    );
    this.addSql(`alter table "booking"."pass" enable row level security;`);
    this.addSql(`alter table "booking"."pass" force row level security;`);
    this.addSql(
      `create policy "pass_tenant" on "booking"."pass" using (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid) with check (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);`,
    );

    this.addSql(
      `alter table "booking"."credit_entry" add constraint "credit_entry_tenant_id_pass_id_foreign" foreign key ("tenant_id", "pass_id") references "booking"."pass" ("tenant_id", "id") on update no action;`,
    );
    this.addSql(
      `alter table "booking"."credit_entry" add constraint "credit_entry_deed_check" check ("deed" in ('ISSUED', 'CHANGED', 'TAKEN', 'MOVED', 'GIVEN_BACK', 'LOST', 'REVOKED'));`,
    );
    this.addSql(`alter table "booking"."credit_entry" enable row level security;`);
    this.addSql(`alter table "booking"."credit_entry" force row level security;`);
    this.addSql(
      `create policy "credit_entry_tenant" on "booking"."credit_entry" using (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid) with check (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);`,
    );
    // Both are only ever added to.
    this.addSql(`revoke update, delete on "booking"."policy_override" from "booking_app";`);
    this.addSql(`revoke update, delete on "booking"."credit_entry" from "booking_app";`);
  }
}
