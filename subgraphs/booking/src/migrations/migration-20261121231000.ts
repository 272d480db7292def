import { Migration } from '@mikro-orm/migrations';

export class Migration20261121231000 extends Migration {
  override name = 'Migration20261121231000';

  override up(): void | Promise<void> {
    this.addSql(
      `create table "booking"."calendar_entry" ("tenant_id" uuid not null, "booking_id" uuid not null, "origin_id" uuid not null, "sequence" int not null, primary key ("tenant_id", "booking_id"));`,
    );
    this.addSql(`alter table "booking"."notification" add column "invite" jsonb null;`);

    this.addSql(`alter table "booking"."calendar_entry" enable row level security;`);
    this.addSql(`alter table "booking"."calendar_entry" force row level security;`);
    this.addSql(
      `create policy "calendar_entry_tenant" on "booking"."calendar_entry" using (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid) with check (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);`,
    );
  }
}
