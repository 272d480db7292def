import { Migration } from '@mikro-orm/migrations';

export class Migration20261121231200 extends Migration {
  override name = 'Migration20261121231200';

  override up(): void | Promise<void> {
    this.addSql(`alter table "booking"."tenant_copy" add "slug" text null;`);
    this.addSql(
      `alter table "booking"."ticket_handover" add "recipient" text null, add "mails" int not null default 0, add "mailed_at" timestamptz null;`,
    );
    this.addSql(
      `create index "ticket_handover_mailed" on "booking"."ticket_handover" ("tenant_id", "opened_by", "mailed_at");`,
    );
    this.addSql(`alter table "booking"."notification" add "handover_id" uuid null;`);
    this.addSql(`alter table "booking"."notification" drop constraint "notification_kind_check";`);
    this.addSql(
      `alter table "booking"."notification" add constraint "notification_kind_check" check ("kind" in ('BOOKED', 'REQUESTED', 'SERIES_BOOKED', 'SERIES_REQUESTED', 'APPROVED', 'DECLINED', 'RESCHEDULED', 'CANCELED', 'CANCELED_BY_STAFF', 'SESSION_CANCELED', 'PROMOTED', 'OFFERED', 'NO_SHOW', 'REMINDER_24H', 'REMINDER_2H', 'ORDER_PLACED', 'ORDER_PAID', 'ORDER_CANCELED', 'EVENT_CANCELED', 'TICKET_OFFERED', 'TICKET_RECEIVED', 'TICKET_HANDED_ON'));`,
    );
  }
}
