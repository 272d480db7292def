import { readFileSync, readdirSync } from 'node:fs';
import pg from 'pg';
import { contenders } from './contenders.ts';
import { takeTurn } from './turn.ts';
const { addresses, tenantIds } = JSON.parse(readFileSync('/tmp/perf/addresses.json', 'utf8'));
const [name = '', rounds = '4', ms = '1000', conc = '16'] = process.argv.slice(2);
const admin = new pg.Client({ connectionString: addresses.freeUrl }); await admin.connect();
const stat = (pid: string) => { const t = readFileSync(`/proc/${pid}/stat`, 'utf8'); const f = t.slice(t.lastIndexOf(')') + 2).split(' '); return { ppid: f[1], cpu: (Number(f[11]) + Number(f[12])) * 10 }; };
const me = String((await admin.query('select pg_backend_pid() p')).rows[0].p);
const post = stat(me).ppid;
const pgCpu = () => readdirSync('/proc').filter((d) => /^\d+$/.test(d)).reduce((sum, d) => { try { const s = stat(d); return s.ppid === post ? sum + s.cpu : sum; } catch { return sum; } }, 0);
for (const one of name.split(',')) {
const contender = await contenders[one as 'raw'](addresses);
const out = [];
for (let i = 0; i < Number(rounds); i++) {
  const before = pgCpu();
  const t = await takeTurn(contender, { kind: 'turn', tenantIds, size: 20, concurrency: Number(conc), milliseconds: Number(ms) });
  const used = (pgCpu() - before) / t.requests;
  out.push(`${(t.requests / t.seconds).toFixed(0)} rps node ${(t.cpuMs / t.requests).toFixed(3)} pg ${used.toFixed(3)} sum ${(used + t.cpuMs / t.requests).toFixed(3)}`);
}
console.log(one.padEnd(13), out.join(' | '));
}
process.exit(0);
