import { Migration } from '@mikro-orm/migrations';

export class Migration20261121000000 extends Migration {
  override name = 'Migration20261121000000';

  override up(): void | Promise<void> {
    this.addSql(
      `create table "tenancy"."event_cursor" ("source" text not null, "transaction_id" xid8 not null, "position" bigint not null, primary key ("source"));`,
    );

    this.addSql(
      `create table "tenancy"."host" ("name" text not null, "holder_id" uuid not null, primary key ("name"));`,
    );

    this.addSql(
      `create table "tenancy"."idempotency_key" ("tenant_id" uuid not null, "id" text not null, "input_hash" text not null, "result_id" text null, "created_at" timestamptz not null, primary key ("tenant_id", "id"));`,
    );

    this.addSql(
      `create table "tenancy"."identity" ("id" uuid not null, "email" text not null, "password_hash" text null, primary key ("id"));`,
    );
    this.addSql(`alter table "tenancy"."identity" add constraint "identity_email_unique" unique ("email");`);

    this.addSql(
      `create table "tenancy"."inbox" ("tenant_id" uuid not null, "id" uuid not null, "applied_at" timestamptz not null, "failure" text null, primary key ("tenant_id", "id"));`,
    );

    this.addSql(
      `create table "tenancy"."member" ("tenant_id" uuid not null, "id" uuid not null, "identity_id" uuid not null, "name" text not null, "email" text not null, "roles" text[] not null, "joined_at" timestamptz not null, primary key ("tenant_id", "id"));`,
    );
    this.addSql(
      `alter table "tenancy"."member" add constraint "member_tenant_id_identity_id_unique" unique ("tenant_id", "identity_id");`,
    );

    this.addSql(
      `create table "tenancy"."outbox" ("tenant_id" uuid not null, "id" uuid not null, "position" bigserial not null, "transaction_id" xid8 not null default pg_current_xact_id(), "name" text not null, "payload" jsonb not null, "occurred_at" timestamptz not null, primary key ("tenant_id", "id"));`,
    );
    this.addSql(
      `create index "outbox_transaction_id_position_index" on "tenancy"."outbox" ("transaction_id", "position");`,
    );

    this.addSql(
      `create table "tenancy"."session" ("tenant_id" uuid not null, "id" uuid not null, "member_id" uuid not null, "token_hash" text not null, "previous_token_hash" text null, "rotated_at" timestamptz not null, "created_at" timestamptz not null, "expires_at" timestamptz not null, "ended_at" timestamptz null, primary key ("tenant_id", "id"));`,
    );
    this.addSql(
      `create index "session_tenant_id_member_id_index" on "tenancy"."session" ("tenant_id", "member_id");`,
    );

    this.addSql(
      `create table "tenancy"."sign_in_attempt" ("tenant_id" uuid not null, "id" text not null, "failures" int not null, "started_at" timestamptz not null, primary key ("tenant_id", "id"));`,
    );
    this.addSql(
      `create index "sign_in_attempt_tenant_id_started_at_index" on "tenancy"."sign_in_attempt" ("tenant_id", "started_at");`,
    );

    this.addSql(
      `create table "tenancy"."tenant" ("tenant_id" uuid not null, "id" uuid not null, "slug" text not null, "name" text not null, "edition" text not null, "time_zone" text not null, "locale" text not null, "currency" text not null, "access" text not null, "created_at" timestamptz not null, primary key ("tenant_id", "id"));`,
    );

    this.addSql(
      `create table "tenancy"."usage_counter" ("tenant_id" uuid not null, "id" text not null, "period" text not null, "used" int not null, "revision" int not null, primary key ("tenant_id", "id", "period"));`,
    );

    this.addSql(`alter table "tenancy"."idempotency_key" enable row level security;`);
    this.addSql(`alter table "tenancy"."idempotency_key" force row level security;`);
    this.addSql(
      `create policy "idempotency_key_tenant" on "tenancy"."idempotency_key" using (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid) with check (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);`,
    );

    this.addSql(`alter table "tenancy"."inbox" enable row level security;`);
    this.addSql(`alter table "tenancy"."inbox" force row level security;`);
    this.addSql(
      `create policy "inbox_tenant" on "tenancy"."inbox" using (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid) with check (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);`,
    );

    this.addSql(`alter table "tenancy"."member" enable row level security;`);
    this.addSql(`alter table "tenancy"."member" force row level security;`);
    this.addSql(
      `create policy "member_tenant" on "tenancy"."member" using (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid) with check (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);`,
    );

    this.addSql(`alter table "tenancy"."outbox" enable row level security;`);
    this.addSql(`alter table "tenancy"."outbox" force row level security;`);
    this.addSql(
      `create policy "outbox_tenant" on "tenancy"."outbox" using (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid) with check (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);`,
    );
    this.addSql(
      `create policy "outbox_relay" on "tenancy"."outbox" for select to "freehold_relay" using (true);`,
    );
    this.addSql(`grant select on "tenancy"."outbox" to "freehold_relay";`);

    this.addSql(
      `alter table "tenancy"."session" add constraint "session_tenant_id_member_id_foreign" foreign key ("tenant_id", "member_id") references "tenancy"."member" ("tenant_id", "id") on update no action;`,
    );
    this.addSql(`alter table "tenancy"."session" enable row level security;`);
    this.addSql(`alter table "tenancy"."session" force row level security;`);
    this.addSql(
      `create policy "session_tenant" on "tenancy"."session" using (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid) with check (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);`,
    );

    this.addSql(`alter table "tenancy"."sign_in_attempt" enable row level security;`);
    this.addSql(`alter table "tenancy"."sign_in_attempt" force row level security;`);
    this.addSql(
      `create policy "sign_in_attempt_tenant" on "tenancy"."sign_in_attempt" using (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid) with check (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);`,
    );

    this.addSql(`alter table "tenancy"."tenant" add constraint "tenant_is_its_own" check (tenant_id = id);`);
    this.addSql(
      `alter table "tenancy"."tenant" add constraint "tenant_access_check" check ("access" in ('PROVISIONING', 'FULL', 'READ_ONLY', 'SUSPENDED', 'DEACTIVATED', 'ERASED'));`,
    );
    this.addSql(`alter table "tenancy"."tenant" enable row level security;`);
    this.addSql(`alter table "tenancy"."tenant" force row level security;`);
    this.addSql(
      `create policy "tenant_tenant" on "tenancy"."tenant" using (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid) with check (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);`,
    );

    this.addSql(`alter table "tenancy"."usage_counter" enable row level security;`);
    this.addSql(`alter table "tenancy"."usage_counter" force row level security;`);
    this.addSql(
      `create policy "usage_counter_tenant" on "tenancy"."usage_counter" using (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid) with check (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);`,
    );
  }
}
