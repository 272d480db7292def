import { Migration } from '@mikro-orm/migrations';

export class Migration20261121200000 extends Migration {
  override name = 'Migration20261121200000';

  override up(): void | Promise<void> {
    this.addSql(
      `create table "booking"."job_markup" ("tenant_id" uuid not null, "id" uuid not null, "multiplier_permille" int not null, "changed_at" timestamptz not null, primary key ("tenant_id", "id"));`,
    );

    this.addSql(
      `create table "booking"."job_zone" ("tenant_id" uuid not null, "id" uuid not null, "country" text not null, "postal_prefix" text not null, "multiplier_permille" int not null, "changed_at" timestamptz not null, primary key ("tenant_id", "id"));`,
    );
    this.addSql(
      `alter table "booking"."job_zone" add constraint "job_zone_tenant_id_country_postal_prefix_unique" unique ("tenant_id", "country", "postal_prefix");`,
    );

    this.addSql(
      `create table "booking"."job" ("tenant_id" uuid not null, "id" uuid not null, "booking_id" uuid not null, "street" text not null, "postal_code" text not null, "city" text not null, "country" text not null, "square_meters" int not null, "notes" text not null, "base_minor" bigint not null, "currency" text not null, "multiplier_permille" int not null, "multiplier_source" text not null, "zone_prefix" text null, primary key ("tenant_id", "id"));`,
    );
    this.addSql(
      `alter table "booking"."job" add constraint "job_tenant_id_booking_id_unique" unique ("tenant_id", "booking_id");`,
    );

    this.addSql(
      `create table "booking"."job_photo" ("tenant_id" uuid not null, "id" uuid not null, "job_id" uuid not null, "url" text not null, "kind" text not null, "taken_at" timestamptz not null, "added_at" timestamptz not null, "added_by_id" uuid not null, primary key ("tenant_id", "id"));`,
    );
    this.addSql(
      `create index "job_photo_tenant_id_job_id_taken_at_id_index" on "booking"."job_photo" ("tenant_id", "job_id", "taken_at", "id");`,
    );

    this.addSql(
      `create table "booking"."appointment" ("tenant_id" uuid not null, "id" uuid not null, "booking_id" uuid not null, "contact_name" text not null, "contact_email" text null, "contact_phone" text null, "source" text not null, "conversation_id" text null, "starts_at" timestamptz not null, "created_at" timestamptz not null, primary key ("tenant_id", "id"));`,
    );
    this.addSql(
      `create index "appointment_tenant_id_conversation_id_id_index" on "booking"."appointment" ("tenant_id", "conversation_id", "id");`,
    );
    this.addSql(
      `create index "appointment_tenant_id_starts_at_id_index" on "booking"."appointment" ("tenant_id", "starts_at", "id");`,
    );
    this.addSql(
      `alter table "booking"."appointment" add constraint "appointment_tenant_id_booking_id_unique" unique ("tenant_id", "booking_id");`,
    );

    this.addSql(`alter table "booking"."location" add "archived_at" timestamptz null;`);

    this.addSql(`alter table "booking"."resource" add "archived_at" timestamptz null;`);

    this.addSql(`alter table "booking"."offering" add "archived_at" timestamptz null;`);

    // Of earlier bookings nobody kept when they were confirmed.
    this.addSql(`alter table "booking"."booking" add "confirmed_at" timestamptz null;`);

    this.addSql(
      `alter table "booking"."job_markup" add constraint "job_markup_multiplier" check (multiplier_permille >= 100 and multiplier_permille <= 10000);`,
    );
    this.addSql(`alter table "booking"."job_markup" enable row level security;`);
    this.addSql(`alter table "booking"."job_markup" force row level security;`);
    this.addSql(
      `create policy "job_markup_tenant" on "booking"."job_markup" using (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid) with check (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);`,
    );

    this.addSql(
      `alter table "booking"."job_zone" add constraint "job_zone_multiplier" check (multiplier_permille >= 100 and multiplier_permille <= 10000);`,
    );
    this.addSql(`alter table "booking"."job_zone" enable row level security;`);
    this.addSql(`alter table "booking"."job_zone" force row level security;`);
    this.addSql(
      `create policy "job_zone_tenant" on "booking"."job_zone" using (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid) with check (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);`,
    );

    this.addSql(
      `alter table "booking"."job" add constraint "job_tenant_id_booking_id_foreign" foreign key ("tenant_id", "booking_id") references "booking"."booking" ("tenant_id", "id") on update no action;`,
    );
    this.addSql(
      `alter table "booking"."job" add constraint "job_factors" check (base_minor >= 0 and multiplier_permille > 0 and square_meters > 0);`,
    );
    this.addSql(
      `alter table "booking"."job" add constraint "job_multiplier_source_check" check ("multiplier_source" in ('MARKUP', 'ZONE', 'NONE'));`,
    );
    this.addSql(`alter table "booking"."job" enable row level security;`);
    this.addSql(`alter table "booking"."job" force row level security;`);
    this.addSql(
      `create policy "job_tenant" on "booking"."job" using (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid) with check (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);`,
    );

    this.addSql(
      `alter table "booking"."job_photo" add constraint "job_photo_tenant_id_job_id_foreign" foreign key ("tenant_id", "job_id") references "booking"."job" ("tenant_id", "id") on update no action;`,
    );
    this.addSql(
      `alter table "booking"."job_photo" add constraint "job_photo_kind_check" check ("kind" in ('BEFORE', 'AFTER', 'OTHER'));`,
    );
    this.addSql(`alter table "booking"."job_photo" enable row level security;`);
    this.addSql(`alter table "booking"."job_photo" force row level security;`);
    this.addSql(
      `create policy "job_photo_tenant" on "booking"."job_photo" using (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid) with check (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);`,
    );

    this.addSql(
      `alter table "booking"."appointment" add constraint "appointment_tenant_id_booking_id_foreign" foreign key ("tenant_id", "booking_id") references "booking"."booking" ("tenant_id", "id") on update no action;`,
    );
    this.addSql(
      `alter table "booking"."appointment" add constraint "appointment_contact" check (num_nonnulls(contact_email, contact_phone) > 0);`,
    );
    this.addSql(
      `alter table "booking"."appointment" add constraint "appointment_source_check" check ("source" in ('CHATBOT', 'WEB', 'STAFF', 'API'));`,
    );
    this.addSql(`alter table "booking"."appointment" enable row level security;`);
    this.addSql(`alter table "booking"."appointment" force row level security;`);
    this.addSql(
      `create policy "appointment_tenant" on "booking"."appointment" using (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid) with check (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);`,
    );
  }
}
