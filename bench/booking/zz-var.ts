import { readFileSync } from 'node:fs';
import pg from 'pg';
import { Question, Statements } from '../../kernel/src/database/question.ts';
const { addresses, tenantIds } = JSON.parse(readFileSync('/tmp/perf/addresses.json', 'utf8'));
const T0 = tenantIds[0];
const cpu = (pid: number) => { const t = readFileSync(`/proc/${pid}/schedstat`, 'utf8'); return Number(t.split(' ')[0]) / 1e6; };
const lim = 21;
const cols = `p."customer_id", p."booked_at", p."id", f1."starts_at", f1.id, f2."name", f2.id, f3."name", f3.id`;
const page = (sub = '*') => `(select ${sub} from "booking"."booking" where tenant_id = $1 order by booked_at desc, id desc limit ${lim}) p`;
const joins = `left join "booking"."session" f1 on (f1.tenant_id, f1.id) = (p.tenant_id, p.session_id) left join "booking"."offering" f2 on (f2.tenant_id, f2.id) = (f1.tenant_id, f1.offering_id) left join "booking"."resource" f3 on (f3.tenant_id, f3.id) = (f1.tenant_id, f1.resource_id)`;
const joinsParam = `left join "booking"."session" f1 on f1.tenant_id = $1 and f1.id = p.session_id left join "booking"."offering" f2 on f2.tenant_id=$1 and f2.id = f1.offering_id left join "booking"."resource" f3 on f3.tenant_id = $1 and f3.id = f1.resource_id`;
const inner = joins.replaceAll('left join', 'join');
const S: Record<string, string> = {
  base: `select ${cols} from ${page()} ${joins} order by p.booked_at desc, p.id desc`,
  inner: `select ${cols} from ${page()} ${inner} order by p.booked_at desc, p.id desc`,
  param: `select ${cols} from ${page()} ${joinsParam} order by p.booked_at desc, p.id desc`,
  only: `select p."customer_id", p."booked_at", p."id" from ${page()}`,
};
S.lateral = `select ${cols} from ${page()} left join lateral (select * from booking.session where tenant_id = $1 and id = p.session_id limit 1) f1 on true left join lateral (select * from booking.offering where tenant_id = $1 and id = f1.offering_id limit 1) f2 on true left join lateral (select * from booking.resource where tenant_id = $1 and id = f1.resource_id limit 1) f3 on true order by p.booked_at desc, p.id desc`;
S.lateral2 = `select ${cols} from ${page()} left join lateral (select id, starts_at, offering_id, resource_id from booking.session where tenant_id = $1 and id = p.session_id limit 1) f1 on true left join lateral (select id, name from booking.offering where tenant_id = $1 and id = f1.offering_id limit 1) f2 on true left join lateral (select id, name from booking.resource where tenant_id = $1 and id = f1.resource_id limit 1) f3 on true`;
S.paramNoOrder = `select ${cols} from ${page()} ${joinsParam}`;
const READ = 'start transaction isolation level repeatable read read only';
const WHO = `select set_config('app.tenant_id', $1, true)`;
async function run(label: string, url: string, make: (t: string) => any[][], setup: string[] = []) {
  const client = new pg.Client({ connectionString: url, pipeline: true } as any); await client.connect();
  const { rows: [{ p }] } = await client.query('select pg_backend_pid() p');
  for (const s of setup) await client.query(s);
  const st = new Statements();
  const ask = (asked: any) => new Promise((ok, no) => client.query(new Question(st, asked, (e, r) => e ? no(e) : ok(r)) as any));
  const go = async (n: number) => { for (let i = 0; i < n; i++) { const t = tenantIds[i % 900]; for (const m of make(t)) await ask(m); } };
  await go(300);
  const best = []; 
  for (let r = 0; r < 4; r++) { const a = cpu(p); await go(700); best.push((cpu(p) - a) / 700); }
  console.log(label.padEnd(34), best.map((b) => b.toFixed(3)).join(' '));
  await client.end();
}
const app = addresses.appUrl, free = addresses.freeUrl;
const st = (text: string, ...values: string[]) => ({ text, values });

const B = (x: string) => run(`app all ${x}`, app, (t) => [[st(READ), st(WHO, t), st(S[x]!, t)], 'rollback' as any]);
const W = (x: string) => run(`app who+ ${x}`, app, (t) => [[st(WHO, t), st(S[x]!, t)]]);
const F = (x: string) => run(`free ${x}`, free, (t) => [[st(S[x]!, t)]]);

S.ours = `select p."id", p."customer_id", p."booked_at", f1."id", f1."starts_at", f2."id", f2."name", f3."id", f3."name" from (select * from booking.booking where tenant_id = $1 order by "booked_at" desc, "id" desc limit 21) p left join lateral (select * from booking.session where tenant_id = $1 and id = p."session_id" limit 1) f1 on true left join lateral (select * from booking.offering where tenant_id = $1 and id = f1."offering_id" limit 1) f2 on true left join lateral (select * from booking.resource where tenant_id = $1 and id = f1."resource_id" limit 1) f3 on true order by p."booked_at" desc, p."id" desc`;
S.rawpg = `select b.customer_id as "customerId", s.starts_at as "startsAt", o.name as offering, r.name as resource
    from (select tenant_id, customer_id, session_id, booked_at, id from booking.booking
           where tenant_id = $1 order by booked_at desc, id desc limit 20) b
    join booking.session s on s.tenant_id = b.tenant_id and s.id = b.session_id
    join booking.offering o on o.tenant_id = s.tenant_id and o.id = s.offering_id
    join booking.resource r on r.tenant_id = s.tenant_id and r.id = s.resource_id
   order by b.booked_at desc, b.id desc`;
S.tight = S.ours!.replace('select * from booking.booking', 'select id, customer_id, booked_at, session_id from booking.booking').replace('select * from booking.session', 'select id, starts_at, offering_id, resource_id from booking.session').replaceAll('select * from booking.', 'select id, name from booking.');
S.join = `select p."id", p."customer_id", p."booked_at", f1."id", f1."starts_at", f2."id", f2."name", f3."id", f3."name" from (select id, customer_id, booked_at, session_id from booking.booking where tenant_id = $1 order by "booked_at" desc, "id" desc limit 21) p left join booking.session f1 on f1.tenant_id = $1 and f1.id = p."session_id" left join booking.offering f2 on f2.tenant_id = $1 and f2.id = f1."offering_id" left join booking.resource f3 on f3.tenant_id = $1 and f3.id = f1."resource_id" order by p."booked_at" desc, p."id" desc`;
S.uncor = S.tight!.replace(' order by p."booked_at" desc, p."id" desc', '');

S.set = `with p as materialized (select id, customer_id, booked_at, session_id from booking.booking where tenant_id = $1 order by booked_at desc, id desc limit 21),
 f1 as materialized (select id, starts_at, offering_id, resource_id from booking.session where tenant_id = $1 and id = any(array(select session_id from p))),
 f2 as materialized (select id, name from booking.offering where tenant_id = $1 and id = any(array(select offering_id from f1))),
 f3 as materialized (select id, name from booking.resource where tenant_id = $1 and id = any(array(select resource_id from f1)))
 select p.id, p.customer_id, p.booked_at, f1.id, f1.starts_at, f2.id, f2.name, f3.id, f3.name from p left join f1 on f1.id = p.session_id left join f2 on f2.id = f1.offering_id left join f3 on f3.id = f1.resource_id order by p.booked_at desc, p.id desc`;
S.initsub = S.tight!.replaceAll(`from booking.`, `from booking.`).replaceAll(' limit 1)', ' offset 0)');
S.union = `with p as materialized (select id, customer_id, booked_at, session_id from booking.booking where tenant_id = $1 order by booked_at desc, id desc limit 21),
 f1 as materialized (select id, starts_at, offering_id, resource_id from booking.session where tenant_id = $1 and id = any(array(select session_id from p)))
 select 0, id, customer_id::text, booked_at::text, session_id::text from p
 union all select 1, id, starts_at::text, offering_id::text, resource_id::text from f1
 union all select 2, id, name, null, null from booking.offering where tenant_id = $1 and id = any(array(select offering_id from f1))
 union all select 3, id, name, null, null from booking.resource where tenant_id = $1 and id = any(array(select resource_id from f1))`;

S.mix = `with p as materialized (select id, customer_id, booked_at, session_id from booking.booking where tenant_id = $1 order by booked_at desc, id desc limit 21)
 select p.id, p.customer_id, p.booked_at, f1.id, f1.starts_at, f2.id, f2.name, f3.id, f3.name from p left join (select id, starts_at, offering_id, resource_id from booking.session where tenant_id = $1 and id = any(array(select session_id from p)) offset 0) f1 on f1.id = p.session_id
 left join lateral (select * from booking.offering where tenant_id = $1 and id = f1."offering_id" limit 1) f2 on true left join lateral (select * from booking.resource where tenant_id = $1 and id = f1."resource_id" limit 1) f3 on true order by p."booked_at" desc, p."id" desc`;
async function duel(list: [string, string, (t: string) => any[][]][]) {
  const all = [];
  for (const [label, url, make] of list) {
    const client = new pg.Client({ connectionString: url, pipeline: true } as any); await client.connect();
    const { rows: [{ p }] } = await client.query('select pg_backend_pid() p');
    const st = new Statements();
    const ask = (asked: any) => new Promise<any>((ok, no) => client.query(new Question(st, asked, (e, r) => e ? no(e) : ok(r)) as any));
    const go = async (n: number) => { let l; for (let i = 0; i < n; i++) { for (const m of make(tenantIds[(i * 7) % 900])) l = await ask(m); } return l; };
    console.log(label, (await go(100)).length);
    all.push({ label, p, go, t: [] as number[] });
  }
  for (let r = 0; r < 12; r++) for (const x of all) { const a = cpu(x.p); await x.go(150); x.t.push((cpu(x.p) - a) / 150); }
  for (const x of all) { x.t.sort((a, b) => a - b); console.log(x.label.padEnd(20), 'min', x.t[0]!.toFixed(3), 'med', x.t[6]!.toFixed(3)); }
}
const w = (x: string): [string, string, (t: string) => any[][]] => ['who+' + x, app, (t) => [[st(WHO, t), st(S[x]!, t)]]];
const fr = (x: string): [string, string, (t: string) => any[][]] => ['free ' + x, free, (t) => [[st(S[x]!, t)]]];
await duel([fr('rawpg'), fr('tight'), w('ours'), w('tight'), w('join'), w('mix'), w('set'), w('union'), w('only'), fr('only')]);
process.exit(0);
