import { Migration } from '@mikro-orm/migrations';

export class Migration20261121232000 extends Migration {
  override name = 'Migration20261121232000';

  override up(): void | Promise<void> {
    this.addSql(
      `create table "booking"."photo_upload" ("tenant_id" uuid not null, "id" uuid not null, "object_key" text not null, "opened_by_id" uuid not null, "opened_at" timestamptz not null, primary key ("tenant_id", "id"));`,
    );

    this.addSql(
      `create table "booking"."storage_use" ("tenant_id" uuid not null, "id" uuid not null, "bytes" bigint not null, primary key ("tenant_id", "id"));`,
    );

    this.addSql(`alter table "booking"."job_photo" add "object_key" text null, add "bytes" int null;`);
    this.addSql(`alter table "booking"."job_photo" alter column "url" drop not null;`);
    this.addSql(
      `alter table "booking"."job_photo" add constraint "job_photo_tenant_id_object_key_unique" unique ("tenant_id", "object_key");`,
    );
    this.addSql(
      `alter table "booking"."job_photo" add constraint "job_photo_place" check (num_nonnulls(url, object_key) = 1 and (object_key is null) = (bytes is null) and bytes > 0);`,
    );

    this.addSql(`alter table "booking"."photo_upload" enable row level security;`);
    this.addSql(`alter table "booking"."photo_upload" force row level security;`);
    this.addSql(
      `create policy "photo_upload_tenant" on "booking"."photo_upload" using (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid) with check (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);`,
    );

    this.addSql(`alter table "booking"."storage_use" add constraint "storage_use_bytes" check (bytes >= 0);`);
    this.addSql(`alter table "booking"."storage_use" enable row level security;`);
    this.addSql(`alter table "booking"."storage_use" force row level security;`);
    this.addSql(
      `create policy "storage_use_tenant" on "booking"."storage_use" using (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid) with check (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);`,
    );
  }
}
