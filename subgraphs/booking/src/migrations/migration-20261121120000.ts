import { Migration } from '@mikro-orm/migrations';

export class Migration20261121120000 extends Migration {
  override name = 'Migration20261121120000';

  override up(): void | Promise<void> {
    this.addSql(
      `create table "booking"."opening_exception" ("tenant_id" uuid not null, "id" uuid not null, "resource_id" uuid null, "location_id" uuid null, "date" date not null, "is_closed" boolean not null, "hours" jsonb not null, primary key ("tenant_id", "id"));`,
    );
    this.addSql(
      `alter table "booking"."opening_exception" add constraint "opening_exception_tenant_id_location_id_date_unique" unique ("tenant_id", "location_id", "date");`,
    );
    this.addSql(
      `alter table "booking"."opening_exception" add constraint "opening_exception_tenant_id_resource_id_date_unique" unique ("tenant_id", "resource_id", "date");`,
    );
    this.addSql(
      `create table "booking"."weekly_hours" ("tenant_id" uuid not null, "id" uuid not null, "resource_id" uuid null, "location_id" uuid null, "weekday" int not null, "opens_minute" int not null, "closes_minute" int not null, primary key ("tenant_id", "id"));`,
    );
    this.addSql(
      `create index "weekly_hours_tenant_id_location_id_index" on "booking"."weekly_hours" ("tenant_id", "location_id");`,
    );
    this.addSql(
      `create index "weekly_hours_tenant_id_resource_id_index" on "booking"."weekly_hours" ("tenant_id", "resource_id");`,
    );
    this.addSql(
      `alter table "booking"."opening_exception" add constraint "opening_exception_tenant_id_resource_id_foreign" foreign key ("tenant_id", "resource_id") references "booking"."resource" ("tenant_id", "id") on update no action on delete no action;`,
    );
    this.addSql(
      `alter table "booking"."opening_exception" add constraint "opening_exception_tenant_id_location_id_foreign" foreign key ("tenant_id", "location_id") references "booking"."location" ("tenant_id", "id") on update no action on delete no action;`,
    );
    this.addSql(
      `alter table "booking"."opening_exception" add constraint "opening_exception_keeper" check (num_nonnulls(resource_id, location_id) = 1);`,
    );
    this.addSql(`alter table "booking"."opening_exception" enable row level security;`);
    this.addSql(`alter table "booking"."opening_exception" force row level security;`);
    this.addSql(
      `create policy "opening_exception_tenant" on "booking"."opening_exception" using (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid) with check (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);`,
    );
    this.addSql(
      `alter table "booking"."weekly_hours" add constraint "weekly_hours_tenant_id_resource_id_foreign" foreign key ("tenant_id", "resource_id") references "booking"."resource" ("tenant_id", "id") on update no action on delete no action;`,
    );
    this.addSql(
      `alter table "booking"."weekly_hours" add constraint "weekly_hours_tenant_id_location_id_foreign" foreign key ("tenant_id", "location_id") references "booking"."location" ("tenant_id", "id") on update no action on delete no action;`,
    );
    this.addSql(
      `alter table "booking"."weekly_hours" add constraint "weekly_hours_span" check (opens_minute >= 0 and opens_minute < closes_minute and closes_minute <= 1440);`,
    );
    this.addSql(
      `alter table "booking"."weekly_hours" add constraint "weekly_hours_weekday" check (weekday >= 1 and weekday <= 7);`,
    );
    this.addSql(
      `alter table "booking"."weekly_hours" add constraint "weekly_hours_keeper" check (num_nonnulls(resource_id, location_id) = 1);`,
    );
    this.addSql(`alter table "booking"."weekly_hours" enable row level security;`);
    this.addSql(`alter table "booking"."weekly_hours" force row level security;`);
    this.addSql(
      `create policy "weekly_hours_tenant" on "booking"."weekly_hours" using (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid) with check (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);`,
    );
  }
}
