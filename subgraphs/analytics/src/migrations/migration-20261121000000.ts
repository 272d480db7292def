import { Migration } from '@mikro-orm/migrations';

export class Migration20261121000000 extends Migration {
  override name = 'Migration20261121000000';

  override up(): void | Promise<void> {
    this.addSql(
      `create table "analytics"."calendar" ("tenant_id" uuid not null, "time_zone" text not null, "opened_at" timestamptz not null, primary key ("tenant_id"));`,
    );

    this.addSql(
      `create table "analytics"."daily_measure" ("tenant_id" uuid not null, "name" text not null, "date" date not null, "count" int not null, primary key ("tenant_id", "name", "date"));`,
    );

    this.addSql(
      `create table "analytics"."event_cursor" ("source" text not null, "transaction_id" xid8 not null, "position" bigint not null, primary key ("source"));`,
    );

    this.addSql(
      `create table "analytics"."idempotency_key" ("tenant_id" uuid not null, "id" text not null, "input_hash" text not null, "result_id" text null, "created_at" timestamptz not null, primary key ("tenant_id", "id"));`,
    );

    this.addSql(
      `create table "analytics"."inbox" ("tenant_id" uuid not null, "id" uuid not null, "applied_at" timestamptz not null, "failure" text null, primary key ("tenant_id", "id"));`,
    );

    this.addSql(
      `create table "analytics"."outbox" ("tenant_id" uuid not null, "id" uuid not null, "position" bigserial not null, "transaction_id" xid8 not null default pg_current_xact_id(), "name" text not null, "payload" jsonb not null, "occurred_at" timestamptz not null, primary key ("tenant_id", "id"));`,
    );
    this.addSql(
      `create index "outbox_transaction_id_position_index" on "analytics"."outbox" ("transaction_id", "position");`,
    );

    this.addSql(
      `create table "analytics"."usage" ("tenant_id" uuid not null, "id" uuid not null, "meter_key" text not null, "period" text not null, "used" int not null, "revision" int not null, "updated_at" timestamptz not null, primary key ("tenant_id", "id"));`,
    );

    this.addSql(`alter table "analytics"."calendar" enable row level security;`);
    this.addSql(`alter table "analytics"."calendar" force row level security;`);
    this.addSql(
      `create policy "calendar_tenant" on "analytics"."calendar" using (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid) with check (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);`,
    );

    this.addSql(`alter table "analytics"."daily_measure" enable row level security;`);
    this.addSql(`alter table "analytics"."daily_measure" force row level security;`);
    this.addSql(
      `create policy "daily_measure_tenant" on "analytics"."daily_measure" using (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid) with check (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);`,
    );

    this.addSql(`alter table "analytics"."idempotency_key" enable row level security;`);
    this.addSql(`alter table "analytics"."idempotency_key" force row level security;`);
    this.addSql(
      `create policy "idempotency_key_tenant" on "analytics"."idempotency_key" using (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid) with check (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);`,
    );

    this.addSql(`alter table "analytics"."inbox" enable row level security;`);
    this.addSql(`alter table "analytics"."inbox" force row level security;`);
    this.addSql(
      `create policy "inbox_tenant" on "analytics"."inbox" using (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid) with check (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);`,
    );

    this.addSql(`alter table "analytics"."outbox" enable row level security;`);
    this.addSql(`alter table "analytics"."outbox" force row level security;`);
    this.addSql(
      `create policy "outbox_tenant" on "analytics"."outbox" using (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid) with check (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);`,
    );
    this.addSql(
      `create policy "outbox_relay" on "analytics"."outbox" for select to "freehold_relay" using (true);`,
    );
    this.addSql(`grant select on "analytics"."outbox" to "freehold_relay";`);

    this.addSql(`alter table "analytics"."usage" enable row level security;`);
    this.addSql(`alter table "analytics"."usage" force row level security;`);
    this.addSql(
      `create policy "usage_tenant" on "analytics"."usage" using (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid) with check (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);`,
    );
  }
}
