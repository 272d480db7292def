import { Migration } from '@mikro-orm/migrations';

export class Migration20261121150000 extends Migration {
  override name = 'Migration20261121150000';

  override up(): void | Promise<void> {
    this.addSql(
      `create table "booking"."waitlist_entry" ("tenant_id" uuid not null, "id" uuid not null, "session_id" uuid not null, "customer_id" uuid not null, "party_size" int not null, "priority" int not null, "position" bigserial not null, "status" text not null, "joined_at" timestamptz not null, "offer_expires_at" timestamptz null, "hold_id" uuid null, "booking_id" uuid null, primary key ("tenant_id", "id"));`,
    );
    this.addSql(
      `create index "waitlist_entry_tenant_id_customer_id_id_index" on "booking"."waitlist_entry" ("tenant_id", "customer_id", "id");`,
    );
    this.addSql(
      `create index "waitlist_entry_tenant_id_session_id_status_index" on "booking"."waitlist_entry" ("tenant_id", "session_id", "status");`,
    );
    this.addSql(
      `create unique index "waitlist_entry_one_live" on "booking"."waitlist_entry" ("tenant_id", "session_id", "customer_id") where status in ('WAITING', 'OFFERED');`,
    );
    this.addSql(
      `alter table "booking"."waitlist_entry" add constraint "waitlist_entry_tenant_id_session_id_foreign" foreign key ("tenant_id", "session_id") references "booking"."session" ("tenant_id", "id") on update no action;`,
    );
    this.addSql(
      `alter table "booking"."waitlist_entry" add constraint "waitlist_entry_offer" check (status <> 'OFFERED' or num_nonnulls(hold_id, offer_expires_at) = 2);`,
    );
    this.addSql(
      `alter table "booking"."waitlist_entry" add constraint "waitlist_entry_party" check (party_size > 0);`,
    );
    this.addSql(
      `alter table "booking"."waitlist_entry" add constraint "waitlist_entry_status_check" check ("status" in ('WAITING', 'OFFERED', 'PROMOTED', 'DECLINED', 'EXPIRED', 'LEFT', 'CLOSED'));`,
    );
    this.addSql(`alter table "booking"."waitlist_entry" enable row level security;`);
    this.addSql(`alter table "booking"."waitlist_entry" force row level security;`);
    this.addSql(
      `create policy "waitlist_entry_tenant" on "booking"."waitlist_entry" using (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid) with check (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);`,
    );

    this.addSql(
      `create table "booking"."waitlist_log" ("tenant_id" uuid not null, "id" uuid not null, "session_id" uuid not null, "position" bigserial not null, "kind" text not null, "at" timestamptz not null, "entry_id" uuid null, "seats" int null, "priority" int null, "place" int null, "mode" text null, "unfit_party" text null, "reason" text null, primary key ("tenant_id", "id"));`,
    );
    this.addSql(
      `create index "waitlist_log_tenant_id_session_id_position_index" on "booking"."waitlist_log" ("tenant_id", "session_id", "position");`,
    );
    this.addSql(
      `alter table "booking"."waitlist_log" add constraint "waitlist_log_tenant_id_session_id_foreign" foreign key ("tenant_id", "session_id") references "booking"."session" ("tenant_id", "id") on update no action;`,
    );
    this.addSql(
      `alter table "booking"."waitlist_log" add constraint "waitlist_log_kind_check" check ("kind" in ('JOINED', 'PRIORITIZED', 'SEATS_FREED', 'SKIPPED', 'PROMOTED', 'OFFERED', 'ACCEPTED', 'DECLINED', 'EXPIRED', 'LEFT', 'CLOSED'));`,
    );
    this.addSql(
      `alter table "booking"."waitlist_log" add constraint "waitlist_log_mode_check" check ("mode" in ('AUTO', 'OFFER'));`,
    );
    this.addSql(
      `alter table "booking"."waitlist_log" add constraint "waitlist_log_unfit_party_check" check ("unfit_party" in ('SKIP_ONCE', 'HOLD_LINE'));`,
    );
    this.addSql(`alter table "booking"."waitlist_log" enable row level security;`);
    this.addSql(`alter table "booking"."waitlist_log" force row level security;`);
    this.addSql(
      `create policy "waitlist_log_tenant" on "booking"."waitlist_log" using (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid) with check (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);`,
    );
    // The log is only ever added to.
    this.addSql(`revoke update, delete on "booking"."waitlist_log" from "booking_app";`);
  }
}
