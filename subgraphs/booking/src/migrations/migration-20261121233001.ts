import { Migration } from '@mikro-orm/migrations';

export class Migration20261121233001 extends Migration {
  override name = 'Migration20261121233001';

  override up(): void | Promise<void> {
    this.addSql(`alter table "booking"."hold" add "seat_price_minor" bigint null;`);
  }
}
