import { Migration } from '@mikro-orm/migrations';

/** A photo that proves a completed job is removed with a reason, which is kept. */
export class Migration20261122030000 extends Migration {
  override name = 'Migration20261122030000';

  override up(): void | Promise<void> {
    this.addSql(`alter table "booking"."policy_override" drop constraint "policy_override_deed_check";`);
    this.addSql(
      `alter table "booking"."policy_override" add constraint "policy_override_deed_check" check ("deed" in ('BOOKED', 'MOVED', 'CANCELED', 'PHOTO_REMOVED'));`,
    );
  }
}
