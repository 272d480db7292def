import { Migration } from '@mikro-orm/migrations';

export class Migration20261121211000 extends Migration {
  override name = 'Migration20261121211000';

  override up(): void | Promise<void> {
    this.addSql(
      `create table "booking"."ticket_handover" ("tenant_id" uuid not null, "id" uuid not null, "ticket_id" uuid not null, "ticket_version" int not null, "opened_by" uuid not null, "secret_hash" text not null, "opened_at" timestamptz not null, "expires_at" timestamptz not null, "claimed_at" timestamptz null, "claimed_by" uuid null, "withdrawn_at" timestamptz null, primary key ("tenant_id", "id"));`,
    );
    this.addSql(
      `create index "ticket_handover_tenant_id_ticket_id_id_index" on "booking"."ticket_handover" ("tenant_id", "ticket_id", "id");`,
    );
    this.addSql(
      `alter table "booking"."ticket_handover" add constraint "ticket_handover_tenant_id_secret_hash_unique" unique ("tenant_id", "secret_hash");`,
    );

    this.addSql(`alter table "booking"."notification" drop constraint "notification_kind_check";`);
    this.addSql(
      `alter table "booking"."notification" add constraint "notification_kind_check" check ("kind" in ('BOOKED', 'REQUESTED', 'APPROVED', 'DECLINED', 'RESCHEDULED', 'CANCELED', 'CANCELED_BY_STAFF', 'SESSION_CANCELED', 'PROMOTED', 'OFFERED', 'NO_SHOW', 'REMINDER_24H', 'REMINDER_2H', 'ORDER_PLACED', 'ORDER_PAID', 'ORDER_CANCELED', 'EVENT_CANCELED', 'TICKET_RECEIVED', 'TICKET_HANDED_ON'));`,
    );

    this.addSql(
      `alter table "booking"."ticket_handover" add constraint "ticket_handover_tenant_id_ticket_id_foreign" foreign key ("tenant_id", "ticket_id") references "booking"."ticket" ("tenant_id", "id") on update no action;`,
    );
    this.addSql(`alter table "booking"."ticket_handover" enable row level security;`);
    this.addSql(`alter table "booking"."ticket_handover" force row level security;`);
    this.addSql(
      `create policy "ticket_handover_tenant" on "booking"."ticket_handover" using (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid) with check (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);`,
    );
  }
}
