import { Migration } from '@mikro-orm/migrations';

export class Migration20261121233002 extends Migration {
  override name = 'Migration20261121233002';

  override up(): void | Promise<void> {
    this.addSql(`alter table "booking"."session" add "moved_at" timestamptz null;`);
  }
}
