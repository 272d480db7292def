import { Migration } from '@mikro-orm/migrations';

export class Migration20261121100000 extends Migration {
  override name = 'Migration20261121100000';

  override up(): void | Promise<void> {
    this.addSql(
      `create table "booking"."location" ("tenant_id" uuid not null, "id" uuid not null, "name" text not null, "time_zone" text not null, "created_at" timestamptz not null, primary key ("tenant_id", "id"));`,
    );
    this.addSql(`alter table "booking"."location" enable row level security;`);
    this.addSql(`alter table "booking"."location" force row level security;`);
    this.addSql(
      `create policy "location_tenant" on "booking"."location" using (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid) with check (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);`,
    );

    this.addSql(
      `create table "booking"."resource_pool" ("tenant_id" uuid not null, "id" uuid not null, "name" text not null, "created_at" timestamptz not null, primary key ("tenant_id", "id"));`,
    );
    this.addSql(`alter table "booking"."resource_pool" enable row level security;`);
    this.addSql(`alter table "booking"."resource_pool" force row level security;`);
    this.addSql(
      `create policy "resource_pool_tenant" on "booking"."resource_pool" using (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid) with check (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);`,
    );

    this.addSql(`alter table "booking"."resource" add "location_id" uuid null, add "pool_id" uuid null;`);
    this.addSql(
      `alter table "booking"."resource" add constraint "resource_tenant_id_location_id_foreign" foreign key ("tenant_id", "location_id") references "booking"."location" ("tenant_id", "id") on update no action on delete no action;`,
    );
    this.addSql(
      `alter table "booking"."resource" add constraint "resource_tenant_id_pool_id_foreign" foreign key ("tenant_id", "pool_id") references "booking"."resource_pool" ("tenant_id", "id") on update no action on delete no action;`,
    );
    this.addSql(
      `create index "resource_tenant_id_pool_id_id_index" on "booking"."resource" ("tenant_id", "pool_id", "id");`,
    );

    this.addSql(
      `alter table "booking"."offering" add "pool_id" uuid null, add "buffer_before_minutes" int not null default 0, add "buffer_after_minutes" int not null default 0, add "needs_approval" boolean not null default false, add "tax_code" text null;`,
    );
    this.addSql(`alter table "booking"."offering" alter column "resource_id" drop not null;`);
    this.addSql(
      `alter table "booking"."offering" add constraint "offering_tenant_id_pool_id_foreign" foreign key ("tenant_id", "pool_id") references "booking"."resource_pool" ("tenant_id", "id") on update no action on delete no action;`,
    );
    this.addSql(
      `alter table "booking"."offering" add constraint "offering_needs" check (num_nonnulls(resource_id, pool_id) = 1);`,
    );

    this.addSql(
      `alter table "booking"."session" add "is_on_demand" boolean not null default false, add "scheduled_at" timestamptz not null default now(), add "canceled_at" timestamptz null;`,
    );
    this.addSql(`alter table "booking"."session" alter column "scheduled_at" drop default;`);

    this.addSql(
      `create table "booking"."claim" ("tenant_id" uuid not null, "id" uuid not null, "resource_id" uuid not null, "blocked" tstzrange not null, "session_id" uuid null, "hold_id" uuid null, "expires_at" timestamptz null, primary key ("tenant_id", "id"));`,
    );
    this.addSql(
      `create index "claim_tenant_id_hold_id_index" on "booking"."claim" ("tenant_id", "hold_id");`,
    );
    this.addSql(
      `create index "claim_tenant_id_session_id_index" on "booking"."claim" ("tenant_id", "session_id");`,
    );
    this.addSql(
      `alter table "booking"."claim" add constraint "claim_tenant_id_resource_id_foreign" foreign key ("tenant_id", "resource_id") references "booking"."resource" ("tenant_id", "id") on update no action;`,
    );
    this.addSql(
      `alter table "booking"."claim" add constraint "claim_apart" exclude using gist (tenant_id with =, resource_id with =, blocked with &&);`,
    );
    this.addSql(
      `alter table "booking"."claim" add constraint "claim_owner" check (num_nonnulls(session_id, hold_id) = 1);`,
    );
    // Of sessions that overlap on one resource, the first keeps it; the others stand without a claim.
    this.addSql(`alter table "booking"."session" no force row level security;`);
    this.addSql(
      `insert into "booking"."claim" ("tenant_id", "id", "resource_id", "blocked", "session_id") select tenant_id, gen_random_uuid(), resource_id, tstzrange(starts_at, ends_at), id from "booking"."session" where ends_at > now() order by starts_at, id on conflict do nothing;`,
    );
    this.addSql(`alter table "booking"."session" force row level security;`);
    this.addSql(`alter table "booking"."claim" enable row level security;`);
    this.addSql(`alter table "booking"."claim" force row level security;`);
    this.addSql(
      `create policy "claim_tenant" on "booking"."claim" using (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid) with check (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);`,
    );

    this.addSql(
      `create table "booking"."hold" ("tenant_id" uuid not null, "id" uuid not null, "customer_id" uuid not null, "session_id" uuid null, "offering_id" uuid not null, "resource_id" uuid null, "starts_at" timestamptz not null, "seats" int not null, "expires_at" timestamptz not null, primary key ("tenant_id", "id"));`,
    );
    this.addSql(
      `create index "hold_tenant_id_customer_id_index" on "booking"."hold" ("tenant_id", "customer_id");`,
    );
    this.addSql(
      `create index "hold_tenant_id_session_id_index" on "booking"."hold" ("tenant_id", "session_id");`,
    );
    this.addSql(
      `alter table "booking"."hold" add constraint "hold_tenant_id_session_id_foreign" foreign key ("tenant_id", "session_id") references "booking"."session" ("tenant_id", "id") on update no action on delete no action;`,
    );
    this.addSql(
      `alter table "booking"."hold" add constraint "hold_tenant_id_offering_id_foreign" foreign key ("tenant_id", "offering_id") references "booking"."offering" ("tenant_id", "id") on update no action;`,
    );
    this.addSql(
      `alter table "booking"."hold" add constraint "hold_tenant_id_resource_id_foreign" foreign key ("tenant_id", "resource_id") references "booking"."resource" ("tenant_id", "id") on update no action on delete no action;`,
    );
    this.addSql(
      `alter table "booking"."hold" add constraint "hold_what" check (num_nonnulls(session_id, resource_id) = 1);`,
    );
    this.addSql(`alter table "booking"."hold" enable row level security;`);
    this.addSql(`alter table "booking"."hold" force row level security;`);
    this.addSql(
      `create policy "hold_tenant" on "booking"."hold" using (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid) with check (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);`,
    );

    this.addSql(`alter table "booking"."booking" drop constraint "booking_status_check";`);
    this.addSql(
      `alter table "booking"."booking" add "fee_minor" bigint not null default '0', add "refund_minor" bigint not null default '0', add "policy_id" uuid null, add "canceled_at" timestamptz null, add "checked_in_at" timestamptz null, add "rescheduled_to" uuid null, add "override_reason" text null;`,
    );
    this.addSql(
      `alter table "booking"."booking" add constraint "booking_status_check" check ("status" in ('PENDING', 'CONFIRMED', 'CHECKED_IN', 'COMPLETED', 'DECLINED', 'CANCELED', 'LATE_CANCELED', 'NO_SHOW', 'RESCHEDULED'));`,
    );
  }
}
