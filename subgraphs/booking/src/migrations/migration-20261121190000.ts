import { Migration } from '@mikro-orm/migrations';

export class Migration20261121190000 extends Migration {
  override name = 'Migration20261121190000';

  override up(): void | Promise<void> {
    this.addSql(
      `create table "booking"."notification" ("tenant_id" uuid not null, "id" uuid not null, "kind" text not null, "channel" text not null, "customer_id" uuid not null, "occasion" text not null, "booking_id" uuid null, "subject" text null, "body" text null, "status" text not null, "reason" text null, "attempts" int not null, "due_at" timestamptz not null, "useful_until" timestamptz null, "created_at" timestamptz not null, "sent_at" timestamptz null, primary key ("tenant_id", "id"));`,
    );
    this.addSql(
      `create index "notification_kept" on "booking"."notification" ("tenant_id", "created_at") where body is not null;`,
    );
    this.addSql(
      `create index "notification_due" on "booking"."notification" ("tenant_id", "due_at", "id") where status = 'QUEUED';`,
    );
    this.addSql(
      `create index "notification_tenant_id_booking_id_id_index" on "booking"."notification" ("tenant_id", "booking_id", "id");`,
    );
    this.addSql(
      `create index "notification_tenant_id_customer_id_id_index" on "booking"."notification" ("tenant_id", "customer_id", "id");`,
    );
    this.addSql(
      `alter table "booking"."notification" add constraint "notification_once" unique ("tenant_id", "occasion", "customer_id", "channel");`,
    );

    this.addSql(
      `create table "booking"."push_device" ("tenant_id" uuid not null, "id" uuid not null, "member_id" uuid not null, "token" text not null, "registered_at" timestamptz not null, primary key ("tenant_id", "id"));`,
    );
    this.addSql(
      `create index "push_device_tenant_id_member_id_id_index" on "booking"."push_device" ("tenant_id", "member_id", "id");`,
    );
    this.addSql(
      `alter table "booking"."push_device" add constraint "push_device_tenant_id_token_unique" unique ("tenant_id", "token");`,
    );

    this.addSql(`alter table "booking"."tenant_copy" add "name" text null;`);

    this.addSql(
      `alter table "booking"."notification" add constraint "notification_kind_check" check ("kind" in ('BOOKED', 'REQUESTED', 'APPROVED', 'DECLINED', 'RESCHEDULED', 'CANCELED', 'CANCELED_BY_STAFF', 'SESSION_CANCELED', 'PROMOTED', 'OFFERED', 'NO_SHOW', 'REMINDER_24H', 'REMINDER_2H', 'ORDER_PLACED', 'ORDER_PAID', 'ORDER_CANCELED', 'EVENT_CANCELED'));`,
    );
    this.addSql(
      `alter table "booking"."notification" add constraint "notification_channel_check" check ("channel" in ('EMAIL', 'SMS', 'PUSH'));`,
    );
    this.addSql(
      `alter table "booking"."notification" add constraint "notification_status_check" check ("status" in ('QUEUED', 'SENT', 'FAILED', 'SUPPRESSED'));`,
    );
    this.addSql(`alter table "booking"."notification" enable row level security;`);
    this.addSql(`alter table "booking"."notification" force row level security;`);
    this.addSql(
      `create policy "notification_tenant" on "booking"."notification" using (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid) with check (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);`,
    );

    this.addSql(`alter table "booking"."push_device" enable row level security;`);
    this.addSql(`alter table "booking"."push_device" force row level security;`);
    this.addSql(
      `create policy "push_device_tenant" on "booking"."push_device" using (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid) with check (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);`,
    );
  }
}
