import { readFileSync } from 'node:fs';
import pg from 'pg';
const { addresses, tenantIds } = JSON.parse(readFileSync('/tmp/perf/addresses.json', 'utf8'));
const client = new pg.Client({ connectionString: addresses.appUrl }); await client.connect();
const text = `select p."customer_id", f1."starts_at", f2."name", f3."name" from (select * from "booking"."booking" where tenant_id = $1 order by booked_at desc, id desc limit 21) p left join "booking"."session" f1 on (f1.tenant_id, f1.id) = (p.tenant_id, p.session_id) left join "booking"."offering" f2 on (f2.tenant_id, f2.id) = (f1.tenant_id, f1.offering_id) left join "booking"."resource" f3 on (f3.tenant_id, f3.id) = (f1.tenant_id, f1.resource_id) order by p.booked_at desc, p.id desc`;
async function time(label: string, open: string | null) {
  const name = label.replace(/\W/g, '');
  for (let i = 0; i < 20; i++) { if (open) await client.query(open); await client.query(`select set_config('app.tenant_id', '${tenantIds[i]}', ${open ? 'true' : 'false'})`); await client.query({ name, text: `/*${name}*/${text}`, values: [tenantIds[i]] }); if (open) await client.query('rollback'); }
  const N = 800; let s = performance.now();
  for (let i = 0; i < N; i++) { if (open) await client.query(open); await client.query(`select set_config('app.tenant_id', '${tenantIds[i]}', ${open ? 'true' : 'false'})`); if (open) await client.query('rollback'); }
  const base = (performance.now() - s) / N; s = performance.now();
  for (let i = 0; i < N; i++) { if (open) await client.query(open); await client.query(`select set_config('app.tenant_id', '${tenantIds[i]}', ${open ? 'true' : 'false'})`); await client.query({ name, text: `/*${name}*/${text}`, values: [tenantIds[i]] }); if (open) await client.query('rollback'); }
  console.log(label, 'opening', base.toFixed(3), 'page', ((performance.now() - s) / N - base).toFixed(3));
  console.log((await client.query(`select generic_plans, custom_plans from pg_prepared_statements where name = '${name}'`)).rows);
}
await time('auto', 'start transaction isolation level repeatable read read only');
await client.query('set plan_cache_mode = force_generic_plan');
await time('generic', 'start transaction isolation level repeatable read read only');
await time('generic2', 'start transaction read only');
await client.query('start transaction'); await client.query(`select set_config('app.tenant_id', '${tenantIds[5]}', true)`);
await client.query(`prepare px as ${text}`);
console.log((await client.query(`explain (analyze, costs) execute px('${tenantIds[5]}')`)).rows.map((r: any) => r['QUERY PLAN']).join('\n'));
await client.query('rollback');
const raw = new pg.Client({ connectionString: addresses.freeUrl }); await raw.connect();
const { raw: _, ...x } = {} as any;
for (let i = 0; i < 20; i++) await raw.query({ name: 'r', text, values: [tenantIds[i]] });
let s = performance.now(); for (let i = 0; i < 800; i++) await raw.query({ name: 'r', text, values: [tenantIds[i]] });
console.log('raw', ((performance.now() - s) / 800).toFixed(3), (await raw.query(`select generic_plans, custom_plans from pg_prepared_statements`)).rows);
process.exit(0);
