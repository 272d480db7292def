import { Migration } from '@mikro-orm/migrations';

export class Migration20261121000000 extends Migration {
  override name = 'Migration20261121000000';

  override up(): void | Promise<void> {
    this.addSql(
      `create table "booking"."event_cursor" ("source" text not null, "transaction_id" xid8 not null, "position" bigint not null, primary key ("source"));`,
    );

    this.addSql(
      `create table "booking"."idempotency_key" ("tenant_id" uuid not null, "id" text not null, "input_hash" text not null, "result_id" text null, "created_at" timestamptz not null, primary key ("tenant_id", "id"));`,
    );

    this.addSql(
      `create table "booking"."inbox" ("tenant_id" uuid not null, "id" uuid not null, "applied_at" timestamptz not null, "failure" text null, primary key ("tenant_id", "id"));`,
    );

    this.addSql(
      `create table "booking"."outbox" ("tenant_id" uuid not null, "id" uuid not null, "position" bigserial not null, "transaction_id" xid8 not null default pg_current_xact_id(), "name" text not null, "payload" jsonb not null, "occurred_at" timestamptz not null, primary key ("tenant_id", "id"));`,
    );
    this.addSql(
      `create index "outbox_transaction_id_position_index" on "booking"."outbox" ("transaction_id", "position");`,
    );

    this.addSql(
      `create table "booking"."resource" ("tenant_id" uuid not null, "id" uuid not null, "name" text not null, "kind" text not null, "capacity" int not null, "created_at" timestamptz not null, primary key ("tenant_id", "id"));`,
    );

    this.addSql(
      `create table "booking"."offering" ("tenant_id" uuid not null, "id" uuid not null, "name" text not null, "description" text not null, "kind" text not null, "duration_minutes" int not null, "capacity" int not null, "price_minor" bigint not null, "currency" text not null, "resource_id" uuid not null, "created_at" timestamptz not null, primary key ("tenant_id", "id"));`,
    );

    this.addSql(
      `create table "booking"."session" ("tenant_id" uuid not null, "id" uuid not null, "offering_id" uuid not null, "resource_id" uuid not null, "starts_at" timestamptz not null, "ends_at" timestamptz not null, "capacity" int not null, "seats_taken" int not null, primary key ("tenant_id", "id"));`,
    );
    this.addSql(
      `create index "session_tenant_id_starts_at_id_index" on "booking"."session" ("tenant_id", "starts_at", "id");`,
    );

    this.addSql(
      `create table "booking"."booking" ("tenant_id" uuid not null, "id" uuid not null, "session_id" uuid not null, "customer_id" uuid not null, "seats" int not null, "status" text not null, "price_minor" bigint not null, "currency" text not null, "booked_at" timestamptz not null, primary key ("tenant_id", "id"));`,
    );
    this.addSql(
      `create index "booking_tenant_id_session_id_id_index" on "booking"."booking" ("tenant_id", "session_id", "id");`,
    );
    this.addSql(
      `create index "booking_tenant_id_customer_id_id_index" on "booking"."booking" ("tenant_id", "customer_id", "id");`,
    );
    this.addSql(
      `create index "booking_tenant_id_booked_at_id_index" on "booking"."booking" ("tenant_id", "booked_at", "id");`,
    );

    this.addSql(
      `create table "booking"."usage_counter" ("tenant_id" uuid not null, "id" text not null, "period" text not null, "used" int not null, "revision" int not null, primary key ("tenant_id", "id", "period"));`,
    );

    this.addSql(`alter table "booking"."idempotency_key" enable row level security;`);
    this.addSql(`alter table "booking"."idempotency_key" force row level security;`);
    this.addSql(
      `create policy "idempotency_key_tenant" on "booking"."idempotency_key" using (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid) with check (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);`,
    );

    this.addSql(`alter table "booking"."inbox" enable row level security;`);
    this.addSql(`alter table "booking"."inbox" force row level security;`);
    this.addSql(
      `create policy "inbox_tenant" on "booking"."inbox" using (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid) with check (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);`,
    );

    this.addSql(`alter table "booking"."outbox" enable row level security;`);
    this.addSql(`alter table "booking"."outbox" force row level security;`);
    this.addSql(
      `create policy "outbox_tenant" on "booking"."outbox" using (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid) with check (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);`,
    );
    this.addSql(
      `create policy "outbox_relay" on "booking"."outbox" for select to "freehold_relay" using (true);`,
    );
    this.addSql(`grant select on "booking"."outbox" to "freehold_relay";`);

    this.addSql(
      `alter table "booking"."resource" add constraint "resource_kind_check" check ("kind" in ('PERSON', 'ROOM', 'EQUIPMENT', 'CREW'));`,
    );
    this.addSql(`alter table "booking"."resource" enable row level security;`);
    this.addSql(`alter table "booking"."resource" force row level security;`);
    this.addSql(
      `create policy "resource_tenant" on "booking"."resource" using (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid) with check (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);`,
    );

    this.addSql(
      `alter table "booking"."offering" add constraint "offering_tenant_id_resource_id_foreign" foreign key ("tenant_id", "resource_id") references "booking"."resource" ("tenant_id", "id") on update no action;`,
    );
    this.addSql(
      `alter table "booking"."offering" add constraint "offering_kind_check" check ("kind" in ('CLASS', 'PERSONAL', 'ROOM', 'APPOINTMENT', 'JOB', 'EVENT'));`,
    );
    this.addSql(`alter table "booking"."offering" enable row level security;`);
    this.addSql(`alter table "booking"."offering" force row level security;`);
    this.addSql(
      `create policy "offering_tenant" on "booking"."offering" using (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid) with check (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);`,
    );

    this.addSql(
      `alter table "booking"."session" add constraint "session_tenant_id_offering_id_foreign" foreign key ("tenant_id", "offering_id") references "booking"."offering" ("tenant_id", "id") on update no action;`,
    );
    this.addSql(
      `alter table "booking"."session" add constraint "session_tenant_id_resource_id_foreign" foreign key ("tenant_id", "resource_id") references "booking"."resource" ("tenant_id", "id") on update no action;`,
    );
    this.addSql(
      `alter table "booking"."session" add constraint "session_seats" check (seats_taken >= 0 and seats_taken <= capacity);`,
    );
    this.addSql(`alter table "booking"."session" enable row level security;`);
    this.addSql(`alter table "booking"."session" force row level security;`);
    this.addSql(
      `create policy "session_tenant" on "booking"."session" using (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid) with check (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);`,
    );

    this.addSql(
      `alter table "booking"."booking" add constraint "booking_tenant_id_session_id_foreign" foreign key ("tenant_id", "session_id") references "booking"."session" ("tenant_id", "id") on update no action;`,
    );
    this.addSql(
      `alter table "booking"."booking" add constraint "booking_status_check" check ("status" in ('CONFIRMED', 'CANCELED'));`,
    );
    this.addSql(`alter table "booking"."booking" enable row level security;`);
    this.addSql(`alter table "booking"."booking" force row level security;`);
    this.addSql(
      `create policy "booking_tenant" on "booking"."booking" using (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid) with check (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);`,
    );

    this.addSql(`alter table "booking"."usage_counter" enable row level security;`);
    this.addSql(`alter table "booking"."usage_counter" force row level security;`);
    this.addSql(
      `create policy "usage_counter_tenant" on "booking"."usage_counter" using (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid) with check (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);`,
    );
  }
}
