import { Migration } from '@mikro-orm/migrations';

export class Migration20261121140000 extends Migration {
  override name = 'Migration20261121140000';

  override up(): void | Promise<void> {
    this.addSql(
      `create table "booking"."calendar_feed" ("tenant_id" uuid not null, "id" uuid not null, "scope" text not null, "secret_hash" text not null, "resource_id" uuid null, "created_by" uuid not null, "created_at" timestamptz not null, "revoked_at" timestamptz null, primary key ("tenant_id", "id"));`,
    );
    this.addSql(
      `create index "calendar_feed_tenant_id_created_by_id_index" on "booking"."calendar_feed" ("tenant_id", "created_by", "id");`,
    );
    this.addSql(
      `alter table "booking"."calendar_feed" add constraint "calendar_feed_tenant_id_secret_hash_unique" unique ("tenant_id", "secret_hash");`,
    );

    this.addSql(
      `create table "booking"."busy_time" ("tenant_id" uuid not null, "id" uuid not null, "resource_id" uuid not null, "uid" text not null, "recurrence_id" text not null, "hold_id" uuid not null, "starts_at" timestamptz not null, "ends_at" timestamptz not null, primary key ("tenant_id", "id"));`,
    );
    this.addSql(
      `alter table "booking"."busy_time" add constraint "busy_time_tenant_id_resource_id_uid_recurrence_id_unique" unique ("tenant_id", "resource_id", "uid", "recurrence_id");`,
    );

    this.addSql(
      `create table "booking"."series" ("tenant_id" uuid not null, "id" uuid not null, "offering_id" uuid not null, "rule" text not null, "starts_local" text not null, "time_zone" text not null, "duration_minutes" int not null, "capacity" int not null, "exdates" jsonb not null, "rdates" jsonb not null, "shift_minutes" int not null, "version" int not null, "changed_from" text null, "ended_before" text null, "created_at" timestamptz not null, primary key ("tenant_id", "id"));`,
    );

    this.addSql(
      `create table "booking"."occurrence" ("tenant_id" uuid not null, "id" uuid not null, "series_id" uuid not null, "original_local_start" text not null, "starts_local" text not null, "session_id" uuid not null, "is_overridden" boolean not null, "sequence" int not null, "drifted_to" timestamptz null, primary key ("tenant_id", "id"));`,
    );
    this.addSql(
      `create index "occurrence_tenant_id_session_id_index" on "booking"."occurrence" ("tenant_id", "session_id");`,
    );
    this.addSql(
      `create index "occurrence_tenant_id_series_id_original_local_start_id_index" on "booking"."occurrence" ("tenant_id", "series_id", "original_local_start", "id");`,
    );

    this.addSql(
      `alter table "booking"."calendar_feed" add constraint "calendar_feed_tenant_id_resource_id_foreign" foreign key ("tenant_id", "resource_id") references "booking"."resource" ("tenant_id", "id") on update no action on delete no action;`,
    );
    this.addSql(
      `alter table "booking"."calendar_feed" add constraint "calendar_feed_scope_check" check ("scope" in ('CUSTOMER', 'RESOURCE', 'TENANT'));`,
    );
    this.addSql(`alter table "booking"."calendar_feed" enable row level security;`);
    this.addSql(`alter table "booking"."calendar_feed" force row level security;`);
    this.addSql(
      `create policy "calendar_feed_tenant" on "booking"."calendar_feed" using (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid) with check (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);`,
    );

    this.addSql(
      `alter table "booking"."busy_time" add constraint "busy_time_tenant_id_resource_id_foreign" foreign key ("tenant_id", "resource_id") references "booking"."resource" ("tenant_id", "id") on update no action;`,
    );
    this.addSql(`alter table "booking"."busy_time" enable row level security;`);
    this.addSql(`alter table "booking"."busy_time" force row level security;`);
    this.addSql(
      `create policy "busy_time_tenant" on "booking"."busy_time" using (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid) with check (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);`,
    );

    this.addSql(
      `alter table "booking"."series" add constraint "series_tenant_id_offering_id_foreign" foreign key ("tenant_id", "offering_id") references "booking"."offering" ("tenant_id", "id") on update no action;`,
    );
    this.addSql(`alter table "booking"."series" enable row level security;`);
    this.addSql(`alter table "booking"."series" force row level security;`);
    this.addSql(
      `create policy "series_tenant" on "booking"."series" using (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid) with check (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);`,
    );

    this.addSql(
      `alter table "booking"."occurrence" add constraint "occurrence_tenant_id_series_id_foreign" foreign key ("tenant_id", "series_id") references "booking"."series" ("tenant_id", "id") on update no action;`,
    );
    this.addSql(
      `alter table "booking"."occurrence" add constraint "occurrence_tenant_id_session_id_foreign" foreign key ("tenant_id", "session_id") references "booking"."session" ("tenant_id", "id") on update no action;`,
    );
    this.addSql(`alter table "booking"."occurrence" enable row level security;`);
    this.addSql(`alter table "booking"."occurrence" force row level security;`);
    this.addSql(
      `create policy "occurrence_tenant" on "booking"."occurrence" using (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid) with check (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);`,
    );
  }
}
