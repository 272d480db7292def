import { Migration } from '@mikro-orm/migrations';

export class Migration20261121230200 extends Migration {
  override name = 'Migration20261121230200';

  override up(): void | Promise<void> {
    this.addSql(`alter table "booking"."series" drop column "duration_minutes";`);
  }
}
