import { Migration } from '@mikro-orm/migrations';

export class Migration20261121180000 extends Migration {
  override name = 'Migration20261121180000';

  override up(): void | Promise<void> {
    this.addSql(
      `create table "booking"."tenant_copy" ("tenant_id" uuid not null, "edition" text null, "time_zone" text null, "currency" text null, "locale" text null, "entitled" jsonb not null default '[]', primary key ("tenant_id"));`,
    );

    this.addSql(`alter table "booking"."event" add "pay_within_minutes" int not null default 30;`);

    this.addSql(`alter table "booking"."ticket_order" add "pay_before" timestamptz null;`);

    this.addSql(`alter table "booking"."series" add "horizon_days" int null;`);

    this.addSql(`alter table "booking"."tenant_copy" enable row level security;`);
    this.addSql(`alter table "booking"."tenant_copy" force row level security;`);
    this.addSql(
      `create policy "tenant_copy_tenant" on "booking"."tenant_copy" using (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid) with check (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);`,
    );
  }
}
