import { Migration } from '@mikro-orm/migrations';

export class Migration20261121220001 extends Migration {
  override name = 'Migration20261121220001';

  override up(): void | Promise<void> {
    this.addSql(
      `create table "booking"."offering_need" ("tenant_id" uuid not null, "id" uuid not null, "offering_id" uuid not null, "place" int not null, "resource_id" uuid null, "pool_id" uuid null, "buffer_before_minutes" int not null, "buffer_after_minutes" int not null, primary key ("tenant_id", "id"));`,
    );
    this.addSql(
      `alter table "booking"."offering_need" add constraint "offering_need_tenant_id_offering_id_place_unique" unique ("tenant_id", "offering_id", "place");`,
    );

    this.addSql(
      `alter table "booking"."offering_need" add constraint "offering_need_tenant_id_offering_id_foreign" foreign key ("tenant_id", "offering_id") references "booking"."offering" ("tenant_id", "id") on update no action;`,
    );
    this.addSql(
      `alter table "booking"."offering_need" add constraint "offering_need_tenant_id_resource_id_foreign" foreign key ("tenant_id", "resource_id") references "booking"."resource" ("tenant_id", "id") on update no action on delete no action;`,
    );
    this.addSql(
      `alter table "booking"."offering_need" add constraint "offering_need_tenant_id_pool_id_foreign" foreign key ("tenant_id", "pool_id") references "booking"."resource_pool" ("tenant_id", "id") on update no action on delete no action;`,
    );
    this.addSql(
      `alter table "booking"."offering_need" add constraint "offering_need_what" check (num_nonnulls(resource_id, pool_id) = 1);`,
    );
    this.addSql(`alter table "booking"."offering_need" enable row level security;`);
    this.addSql(`alter table "booking"."offering_need" force row level security;`);
    this.addSql(
      `create policy "offering_need_tenant" on "booking"."offering_need" using (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid) with check (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);`,
    );

    // A room takes no more people than its capacity from now on; what could be scheduled so far still can.
    this.addSql(
      `update "booking"."resource" set capacity = wanted.seats from (select resource.tenant_id, resource.id, max(offering.capacity) as seats from "booking"."resource" join "booking"."offering" on offering.tenant_id = resource.tenant_id and (offering.resource_id = resource.id or offering.pool_id = resource.pool_id) where resource.kind in ('ROOM', 'EQUIPMENT') group by resource.tenant_id, resource.id) wanted where wanted.tenant_id = resource.tenant_id and wanted.id = resource.id and wanted.seats > resource.capacity;`,
    );
  }
}
