import { Migration } from '@mikro-orm/migrations';

export class Migration20261121000000 extends Migration {
  override name = 'Migration20261121000000';

  override up(): void | Promise<void> {
    this.addSql(
      `create table "billing"."event_cursor" ("source" text not null, "transaction_id" xid8 not null, "position" bigint not null, primary key ("source"));`,
    );

    this.addSql(
      `create table "billing"."idempotency_key" ("tenant_id" uuid not null, "id" text not null, "input_hash" text not null, "result_id" text null, "created_at" timestamptz not null, primary key ("tenant_id", "id"));`,
    );

    this.addSql(
      `create table "billing"."inbox" ("tenant_id" uuid not null, "id" uuid not null, "applied_at" timestamptz not null, "failure" text null, primary key ("tenant_id", "id"));`,
    );

    this.addSql(
      `create table "billing"."outbox" ("tenant_id" uuid not null, "id" uuid not null, "position" bigserial not null, "transaction_id" xid8 not null default pg_current_xact_id(), "name" text not null, "payload" jsonb not null, "occurred_at" timestamptz not null, primary key ("tenant_id", "id"));`,
    );
    this.addSql(
      `create index "outbox_transaction_id_position_index" on "billing"."outbox" ("transaction_id", "position");`,
    );

    this.addSql(
      `create table "billing"."subscription" ("tenant_id" uuid not null, "id" uuid not null, "edition" text not null, "plan_key" text not null, "plan_version" int not null, "status" text not null, "trial_ends_at" timestamptz null, "started_at" timestamptz not null, "add_ons" jsonb not null, primary key ("tenant_id", "id"));`,
    );
    this.addSql(
      `alter table "billing"."subscription" add constraint "subscription_one_per_tenant" unique ("tenant_id");`,
    );

    this.addSql(`alter table "billing"."idempotency_key" enable row level security;`);
    this.addSql(`alter table "billing"."idempotency_key" force row level security;`);
    this.addSql(
      `create policy "idempotency_key_tenant" on "billing"."idempotency_key" using (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid) with check (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);`,
    );

    this.addSql(`alter table "billing"."inbox" enable row level security;`);
    this.addSql(`alter table "billing"."inbox" force row level security;`);
    this.addSql(
      `create policy "inbox_tenant" on "billing"."inbox" using (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid) with check (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);`,
    );

    this.addSql(`alter table "billing"."outbox" enable row level security;`);
    this.addSql(`alter table "billing"."outbox" force row level security;`);
    this.addSql(
      `create policy "outbox_tenant" on "billing"."outbox" using (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid) with check (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);`,
    );
    this.addSql(
      `create policy "outbox_relay" on "billing"."outbox" for select to "freehold_relay" using (true);`,
    );
    this.addSql(`grant select on "billing"."outbox" to "freehold_relay";`);

    this.addSql(
      `alter table "billing"."subscription" add constraint "subscription_plan_version" check (plan_version >= 1);`,
    );
    this.addSql(
      `alter table "billing"."subscription" add constraint "subscription_status_check" check ("status" in ('TRIALING', 'ACTIVE', 'PAST_DUE', 'PAUSED', 'CANCELED'));`,
    );
    this.addSql(`alter table "billing"."subscription" enable row level security;`);
    this.addSql(`alter table "billing"."subscription" force row level security;`);
    this.addSql(
      `create policy "subscription_tenant" on "billing"."subscription" using (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid) with check (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);`,
    );
  }
}
