import { Migration } from '@mikro-orm/migrations';

export class Migration20261121230000 extends Migration {
  override name = 'Migration20261121230000';

  override up(): void | Promise<void> {
    this.addSql(
      `create table "booking"."pass_use" ("tenant_id" uuid not null, "booking_id" uuid not null, "pass_id" uuid not null, "credits" int not null, primary key ("tenant_id", "booking_id", "pass_id"));`,
    );
    this.addSql(
      `alter table "booking"."pass_use" add constraint "pass_use_tenant_id_pass_id_foreign" foreign key ("tenant_id", "pass_id") references "booking"."pass" ("tenant_id", "id") on update no action;`,
    );
    this.addSql(`alter table "booking"."pass_use" add constraint "pass_use_credits" check (credits > 0);`);
    // What each booking took of its one pass so far.
    this.addSql(`alter table "booking"."booking" no force row level security;`);
    this.addSql(
      `insert into "booking"."pass_use" ("tenant_id", "booking_id", "pass_id", "credits") select tenant_id, id, pass_id, credits_taken from "booking"."booking" where pass_id is not null and credits_taken > 0;`,
    );
    this.addSql(`alter table "booking"."booking" force row level security;`);
    this.addSql(`alter table "booking"."booking" drop column "pass_id";`);
    this.addSql(`alter table "booking"."pass_use" enable row level security;`);
    this.addSql(`alter table "booking"."pass_use" force row level security;`);
    this.addSql(
      `create policy "pass_use_tenant" on "booking"."pass_use" using (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid) with check (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);`,
    );
    // It is only ever added to.
    this.addSql(`revoke update, delete on "booking"."pass_use" from "booking_app";`);
  }
}
