import { Migration } from '@mikro-orm/migrations';

export class Migration20261121230100 extends Migration {
  override name = 'Migration20261121230100';

  override up(): void | Promise<void> {
    this.addSql(`alter table "booking"."booking" add "moved_from" timestamptz null;`);
  }
}
