import { Migration } from '@mikro-orm/migrations';

const TABLES = ['location', 'event', 'series', 'tenant_copy'];

/** Zones were kept in the case in which they came; PostgreSQL knows how IANA writes them. */
export class Migration20261121231100 extends Migration {
  override name = 'Migration20261121231100';

  override up(): void | Promise<void> {
    for (const table of TABLES) {
      this.addSql(`alter table "booking"."${table}" no force row level security;`);
      this.addSql(
        `update "booking"."${table}" set time_zone = zone.name from pg_timezone_names zone where lower(zone.name) = lower(time_zone) and zone.name <> time_zone;`,
      );
      this.addSql(`alter table "booking"."${table}" force row level security;`);
    }
  }
}
