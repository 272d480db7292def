import { Migration } from '@mikro-orm/migrations';

export class Migration20261121212000 extends Migration {
  override name = 'Migration20261121212000';

  override up(): void | Promise<void> {
    this.addSql(`alter table "booking"."notification" drop constraint "notification_kind_check";`);
    this.addSql(
      `alter table "booking"."notification" add constraint "notification_kind_check" check ("kind" in ('BOOKED', 'REQUESTED', 'SERIES_BOOKED', 'SERIES_REQUESTED', 'APPROVED', 'DECLINED', 'RESCHEDULED', 'CANCELED', 'CANCELED_BY_STAFF', 'SESSION_CANCELED', 'PROMOTED', 'OFFERED', 'NO_SHOW', 'REMINDER_24H', 'REMINDER_2H', 'ORDER_PLACED', 'ORDER_PAID', 'ORDER_CANCELED', 'EVENT_CANCELED', 'TICKET_RECEIVED', 'TICKET_HANDED_ON'));`,
    );
  }
}
