import { Migration } from '@mikro-orm/migrations';

export class Migration20261121220000 extends Migration {
  override name = 'Migration20261121220000';

  override up(): void | Promise<void> {
    this.addSql(
      `create index "outbox_tenant_id_occurred_at_index" on "billing"."outbox" ("tenant_id", "occurred_at");`,
    );
  }
}
