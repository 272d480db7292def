import { Migration } from '@mikro-orm/migrations';

export class Migration20261121130000 extends Migration {
  override name = 'Migration20261121130000';

  override up(): void | Promise<void> {
    this.addSql(
      `create table "booking"."event" ("tenant_id" uuid not null, "id" uuid not null, "name" text not null, "description" text not null, "location_name" text null, "time_zone" text not null, "starts_at" timestamptz not null, "ends_at" timestamptz not null, "max_tickets" int null, "tickets_taken" int not null, "status" text not null, "canceled_at" timestamptz null, "created_at" timestamptz not null, primary key ("tenant_id", "id"));`,
    );
    this.addSql(
      `create index "event_tenant_id_starts_at_id_index" on "booking"."event" ("tenant_id", "starts_at", "id");`,
    );

    this.addSql(
      `create table "booking"."check_in_list" ("tenant_id" uuid not null, "id" uuid not null, "event_id" uuid not null, "name" text not null, "mode" text not null, "allows_reentry" boolean not null, "confirm_required" boolean not null, "created_at" timestamptz not null, primary key ("tenant_id", "id"));`,
    );
    this.addSql(
      `create index "check_in_list_tenant_id_event_id_id_index" on "booking"."check_in_list" ("tenant_id", "event_id", "id");`,
    );

    this.addSql(
      `create table "booking"."ticket_order" ("tenant_id" uuid not null, "id" uuid not null, "event_id" uuid not null, "customer_id" uuid not null, "status" text not null, "total_minor" bigint not null, "currency" text not null, "placed_at" timestamptz not null, "paid_at" timestamptz null, "canceled_at" timestamptz null, primary key ("tenant_id", "id"));`,
    );
    this.addSql(
      `create index "ticket_order_tenant_id_event_id_id_index" on "booking"."ticket_order" ("tenant_id", "event_id", "id");`,
    );
    this.addSql(
      `create index "ticket_order_tenant_id_customer_id_id_index" on "booking"."ticket_order" ("tenant_id", "customer_id", "id");`,
    );

    this.addSql(
      `create table "booking"."quota" ("tenant_id" uuid not null, "id" uuid not null, "event_id" uuid not null, "name" text not null, "size" int not null, "sold" int not null, "created_at" timestamptz not null, primary key ("tenant_id", "id"));`,
    );
    this.addSql(
      `create index "quota_tenant_id_event_id_id_index" on "booking"."quota" ("tenant_id", "event_id", "id");`,
    );

    this.addSql(
      `create table "booking"."scan" ("tenant_id" uuid not null, "id" uuid not null, "list_id" uuid not null, "ticket_id" uuid null, "ticket_version" int null, "device_id" text not null, "scan_id" text not null, "direction" text not null, "result" text not null, "our_result" text not null, "is_uploaded" boolean not null, "scanned_at" timestamptz not null, "recorded_at" timestamptz not null, "recorded_by" uuid not null, "first_scan_id" uuid null, primary key ("tenant_id", "id"));`,
    );
    this.addSql(
      `create index "scan_tenant_id_list_id_id_index" on "booking"."scan" ("tenant_id", "list_id", "id");`,
    );
    this.addSql(
      `create index "scan_tenant_id_ticket_id_list_id_id_index" on "booking"."scan" ("tenant_id", "ticket_id", "list_id", "id");`,
    );
    this.addSql(
      `alter table "booking"."scan" add constraint "scan_tenant_id_device_id_scan_id_unique" unique ("tenant_id", "device_id", "scan_id");`,
    );

    this.addSql(
      `create table "booking"."ticket_product" ("tenant_id" uuid not null, "id" uuid not null, "event_id" uuid not null, "name" text not null, "price_minor" bigint not null, "currency" text not null, "min_per_order" int not null, "max_per_order" int not null, "created_at" timestamptz not null, primary key ("tenant_id", "id"));`,
    );
    this.addSql(
      `create index "ticket_product_tenant_id_event_id_id_index" on "booking"."ticket_product" ("tenant_id", "event_id", "id");`,
    );

    this.addSql(
      `create table "booking"."ticket" ("tenant_id" uuid not null, "id" uuid not null, "event_id" uuid not null, "order_id" uuid not null, "product_id" uuid not null, "buyer_id" uuid not null, "holder_id" uuid not null, "version" int not null, "issued_at" timestamptz not null, primary key ("tenant_id", "id"));`,
    );
    this.addSql(
      `create index "ticket_tenant_id_event_id_id_index" on "booking"."ticket" ("tenant_id", "event_id", "id");`,
    );
    this.addSql(
      `create index "ticket_tenant_id_order_id_id_index" on "booking"."ticket" ("tenant_id", "order_id", "id");`,
    );
    this.addSql(
      `create index "ticket_tenant_id_holder_id_id_index" on "booking"."ticket" ("tenant_id", "holder_id", "id");`,
    );

    this.addSql(
      `create table "booking"."ticket_order_line" ("tenant_id" uuid not null, "id" uuid not null, "order_id" uuid not null, "product_id" uuid not null, "quantity" int not null, "unit_price_minor" bigint not null, "currency" text not null, primary key ("tenant_id", "id"));`,
    );
    this.addSql(
      `alter table "booking"."ticket_order_line" add constraint "ticket_order_line_tenant_id_order_id_product_id_unique" unique ("tenant_id", "order_id", "product_id");`,
    );

    this.addSql(
      `create table "booking"."check_in_list_product" ("tenant_id" uuid not null, "id" uuid not null, "list_id" uuid not null, "product_id" uuid not null, primary key ("tenant_id", "id"));`,
    );
    this.addSql(
      `alter table "booking"."check_in_list_product" add constraint "check_in_list_product_tenant_id_list_id_product_id_unique" unique ("tenant_id", "list_id", "product_id");`,
    );

    this.addSql(
      `create table "booking"."ticket_product_quota" ("tenant_id" uuid not null, "id" uuid not null, "product_id" uuid not null, "quota_id" uuid not null, primary key ("tenant_id", "id"));`,
    );
    this.addSql(
      `alter table "booking"."ticket_product_quota" add constraint "ticket_product_quota_tenant_id_product_id_quota_id_unique" unique ("tenant_id", "product_id", "quota_id");`,
    );

    this.addSql(
      `alter table "booking"."event" add constraint "event_tickets" check (tickets_taken >= 0 and (max_tickets is null or tickets_taken <= max_tickets));`,
    );
    this.addSql(`alter table "booking"."event" add constraint "event_times" check (starts_at < ends_at);`);
    this.addSql(
      `alter table "booking"."event" add constraint "event_status_check" check ("status" in ('SCHEDULED', 'CANCELED'));`,
    );
    this.addSql(`alter table "booking"."event" enable row level security;`);
    this.addSql(`alter table "booking"."event" force row level security;`);
    this.addSql(
      `create policy "event_tenant" on "booking"."event" using (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid) with check (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);`,
    );

    this.addSql(
      `alter table "booking"."check_in_list" add constraint "check_in_list_tenant_id_event_id_foreign" foreign key ("tenant_id", "event_id") references "booking"."event" ("tenant_id", "id") on update no action;`,
    );
    this.addSql(
      `alter table "booking"."check_in_list" add constraint "check_in_list_mode_check" check ("mode" in ('IN', 'IN_OUT'));`,
    );
    this.addSql(`alter table "booking"."check_in_list" enable row level security;`);
    this.addSql(`alter table "booking"."check_in_list" force row level security;`);
    this.addSql(
      `create policy "check_in_list_tenant" on "booking"."check_in_list" using (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid) with check (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);`,
    );

    this.addSql(
      `alter table "booking"."ticket_order" add constraint "ticket_order_tenant_id_event_id_foreign" foreign key ("tenant_id", "event_id") references "booking"."event" ("tenant_id", "id") on update no action;`,
    );
    this.addSql(
      `alter table "booking"."ticket_order" add constraint "ticket_order_status_check" check ("status" in ('PENDING', 'PAID', 'CANCELED'));`,
    );
    this.addSql(`alter table "booking"."ticket_order" enable row level security;`);
    this.addSql(`alter table "booking"."ticket_order" force row level security;`);
    this.addSql(
      `create policy "ticket_order_tenant" on "booking"."ticket_order" using (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid) with check (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);`,
    );

    this.addSql(
      `alter table "booking"."quota" add constraint "quota_tenant_id_event_id_foreign" foreign key ("tenant_id", "event_id") references "booking"."event" ("tenant_id", "id") on update no action;`,
    );
    this.addSql(
      `alter table "booking"."quota" add constraint "quota_sold" check (sold >= 0 and sold <= size);`,
    );
    this.addSql(`alter table "booking"."quota" enable row level security;`);
    this.addSql(`alter table "booking"."quota" force row level security;`);
    this.addSql(
      `create policy "quota_tenant" on "booking"."quota" using (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid) with check (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);`,
    );

    this.addSql(
      `alter table "booking"."scan" add constraint "scan_tenant_id_list_id_foreign" foreign key ("tenant_id", "list_id") references "booking"."check_in_list" ("tenant_id", "id") on update no action;`,
    );
    this.addSql(
      `alter table "booking"."scan" add constraint "scan_direction_check" check ("direction" in ('IN', 'OUT'));`,
    );
    this.addSql(
      `alter table "booking"."scan" add constraint "scan_result_check" check ("result" in ('ACCEPTED', 'DUPLICATE', 'REVOKED', 'WRONG_LIST', 'NOT_YET', 'EXPIRED', 'UNPAID', 'INVALID_TICKET'));`,
    );
    this.addSql(
      `alter table "booking"."scan" add constraint "scan_our_result_check" check ("our_result" in ('ACCEPTED', 'DUPLICATE', 'REVOKED', 'WRONG_LIST', 'NOT_YET', 'EXPIRED', 'UNPAID', 'INVALID_TICKET'));`,
    );
    this.addSql(`alter table "booking"."scan" enable row level security;`);
    this.addSql(`alter table "booking"."scan" force row level security;`);
    this.addSql(
      `create policy "scan_tenant" on "booking"."scan" using (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid) with check (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);`,
    );

    this.addSql(
      `alter table "booking"."ticket_product" add constraint "ticket_product_tenant_id_event_id_foreign" foreign key ("tenant_id", "event_id") references "booking"."event" ("tenant_id", "id") on update no action;`,
    );
    this.addSql(
      `alter table "booking"."ticket_product" add constraint "ticket_product_per_order" check (min_per_order >= 1 and min_per_order <= max_per_order);`,
    );
    this.addSql(`alter table "booking"."ticket_product" enable row level security;`);
    this.addSql(`alter table "booking"."ticket_product" force row level security;`);
    this.addSql(
      `create policy "ticket_product_tenant" on "booking"."ticket_product" using (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid) with check (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);`,
    );

    this.addSql(
      `alter table "booking"."ticket" add constraint "ticket_tenant_id_event_id_foreign" foreign key ("tenant_id", "event_id") references "booking"."event" ("tenant_id", "id") on update no action;`,
    );
    this.addSql(
      `alter table "booking"."ticket" add constraint "ticket_tenant_id_order_id_foreign" foreign key ("tenant_id", "order_id") references "booking"."ticket_order" ("tenant_id", "id") on update no action;`,
    );
    this.addSql(
      `alter table "booking"."ticket" add constraint "ticket_tenant_id_product_id_foreign" foreign key ("tenant_id", "product_id") references "booking"."ticket_product" ("tenant_id", "id") on update no action;`,
    );
    this.addSql(`alter table "booking"."ticket" add constraint "ticket_version" check (version > 0);`);
    this.addSql(`alter table "booking"."ticket" enable row level security;`);
    this.addSql(`alter table "booking"."ticket" force row level security;`);
    this.addSql(
      `create policy "ticket_tenant" on "booking"."ticket" using (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid) with check (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);`,
    );

    this.addSql(
      `alter table "booking"."ticket_order_line" add constraint "ticket_order_line_tenant_id_order_id_foreign" foreign key ("tenant_id", "order_id") references "booking"."ticket_order" ("tenant_id", "id") on update no action;`,
    );
    this.addSql(
      `alter table "booking"."ticket_order_line" add constraint "ticket_order_line_tenant_id_product_id_foreign" foreign key ("tenant_id", "product_id") references "booking"."ticket_product" ("tenant_id", "id") on update no action;`,
    );
    this.addSql(
      `alter table "booking"."ticket_order_line" add constraint "ticket_order_line_quantity" check (quantity > 0);`,
    );
    this.addSql(`alter table "booking"."ticket_order_line" enable row level security;`);
    this.addSql(`alter table "booking"."ticket_order_line" force row level security;`);
    this.addSql(
      `create policy "ticket_order_line_tenant" on "booking"."ticket_order_line" using (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid) with check (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);`,
    );

    this.addSql(
      `alter table "booking"."check_in_list_product" add constraint "check_in_list_product_tenant_id_list_id_foreign" foreign key ("tenant_id", "list_id") references "booking"."check_in_list" ("tenant_id", "id") on update no action;`,
    );
    this.addSql(
      `alter table "booking"."check_in_list_product" add constraint "check_in_list_product_tenant_id_product_id_foreign" foreign key ("tenant_id", "product_id") references "booking"."ticket_product" ("tenant_id", "id") on update no action;`,
    );
    this.addSql(`alter table "booking"."check_in_list_product" enable row level security;`);
    this.addSql(`alter table "booking"."check_in_list_product" force row level security;`);
    this.addSql(
      `create policy "check_in_list_product_tenant" on "booking"."check_in_list_product" using (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid) with check (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);`,
    );

    this.addSql(
      `alter table "booking"."ticket_product_quota" add constraint "ticket_product_quota_tenant_id_product_id_foreign" foreign key ("tenant_id", "product_id") references "booking"."ticket_product" ("tenant_id", "id") on update no action;`,
    );
    this.addSql(
      `alter table "booking"."ticket_product_quota" add constraint "ticket_product_quota_tenant_id_quota_id_foreign" foreign key ("tenant_id", "quota_id") references "booking"."quota" ("tenant_id", "id") on update no action;`,
    );
    this.addSql(`alter table "booking"."ticket_product_quota" enable row level security;`);
    this.addSql(`alter table "booking"."ticket_product_quota" force row level security;`);
    this.addSql(
      `create policy "ticket_product_quota_tenant" on "booking"."ticket_product_quota" using (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid) with check (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);`,
    );
  }
}
