import { Migration } from '@mikro-orm/migrations';

export class Migration20261121160000 extends Migration {
  override name = 'Migration20261121160000';

  override up(): void | Promise<void> {
    this.addSql(`alter table "booking"."claim" drop constraint "claim_owner";`);
    this.addSql(`alter table "booking"."claim" add "busy_time_id" uuid null;`);
    // Busy times had holds that were nobody's; they own their claims now.
    this.addSql(`alter table "booking"."claim" no force row level security;`);
    this.addSql(`alter table "booking"."busy_time" no force row level security;`);
    this.addSql(
      `update "booking"."claim" set busy_time_id = busy.id, hold_id = null from "booking"."busy_time" busy where claim.tenant_id = busy.tenant_id and claim.hold_id = busy.hold_id;`,
    );
    this.addSql(`alter table "booking"."busy_time" force row level security;`);
    this.addSql(`alter table "booking"."claim" force row level security;`);
    this.addSql(`alter table "booking"."busy_time" drop column "hold_id";`);
    this.addSql(
      `alter table "booking"."claim" add constraint "claim_owner" check (num_nonnulls(session_id, hold_id, busy_time_id) = 1);`,
    );
    this.addSql(
      `create index "claim_tenant_id_busy_time_id_index" on "booking"."claim" ("tenant_id", "busy_time_id");`,
    );
  }
}
