import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmbeddedCluster } from '@freehold/kernel/database/embedded/embedded-cluster';
import { flagOf } from '../flag.ts';
import { backTable } from './back.ts';
import { CLIENTS, EVENTS, type Figures, figuresOf, type Scenario, WARM_UP } from './contest.ts';

const README = new URL('../README.md', import.meta.url);
const [BEGIN, END] = ['<!-- subscriptions: begin -->', '<!-- subscriptions: end -->'];
const MANY = 10_000;
const FEW = 1_000;

const ONE: Scenario = { subscriptions: 1, times: 1 };

/** What is told, by the name under which it is asked for alone. */
const SCENARIOS: Readonly<Record<string, Scenario & { readonly title: string }>> = {
  one: { ...ONE, title: 'An event to one subscription of each socket' },
  dashboard: {
    subscriptions: 3,
    times: 1,
    title: 'A dashboard: an event to three subscriptions of each socket',
  },
  burst: {
    subscriptions: 1,
    times: 5,
    title: 'A burst: five events at once to one subscription of each socket',
  },
};

function row(name: string, sockets: number, figures: Figures, base: Figures | null): string {
  const { userMs, systemMs, busyMs, p50Ms, p99Ms, lastMs, worstMs, bytesPerSocket } = figures;
  const all = userMs + systemMs;
  const less = base
    ? `${((base.userMs + base.systemMs) / all).toFixed(1)}× (${(base.userMs / userMs).toFixed(1)}×)`
    : '–';
  const times = [p50Ms, p99Ms, lastMs, worstMs].map((ms) => ms.toFixed(0)).join(' / ');
  const cells = [
    name,
    sockets,
    `${all.toFixed(0)} (${userMs.toFixed(0)})`,
    less,
    times,
    busyMs.toFixed(0),
    (bytesPerSocket / 1024).toFixed(1),
  ];
  return `| ${cells.join(' | ')} |`;
}

async function committed(): Promise<Figures> {
  const directory = await mkdtemp(join(tmpdir(), 'freehold-bench-'));
  const cluster = await startEmbeddedCluster({ directory, durable: true, password: 'bench' });
  try {
    return await figuresOf({ server: 'gateway-server.ts', sockets: FEW, args: [cluster.adminUrl], ...ONE });
  } finally {
    await cluster.stop();
    await rm(directory, { recursive: true, force: true });
  }
}

/** All servers beside each other; their answers must be equal. */
async function tableOf({ title, ...scenario }: Scenario & { readonly title: string }): Promise<string> {
  const args = [String(scenario.subscriptions)];
  const stock = await figuresOf({ server: 'stock-server.ts', sockets: MANY, ...scenario });
  const writes = await figuresOf({ server: 'writes-server.ts', sockets: MANY, args, ...scenario });
  const ours = await figuresOf({ server: 'gateway-server.ts', sockets: MANY, ...scenario });
  const told = [stock, writes, ours].map((figures) => figures.told);
  if (new Set(told).size > 1) throw new Error(`The answers differ: ${told.join(' ')}`);
  return [
    `${title}:`,
    '',
    '| server | sockets | CPU-ms per event (without the kernel) | less by | p50 / p99 / last / worst last ms | loop at work, ms | KiB per socket |',
    '| ------ | ------: | ------------------------------------: | ------: | -------------------------------: | ---------------: | -------------: |',
    row('graphql-ws, one schema', MANY, stock, stock),
    row('writes alone', MANY, writes, stock),
    row('gateway', MANY, ours, stock),
  ].join('\n');
}

const only = flagOf('only');
const tables: string[] = [];
for (const [name, scenario] of Object.entries(SCENARIOS)) {
  if (only && only !== name) continue;
  const table = await tableOf(scenario);
  const isFirst = name === 'one' && !only;
  tables.push(
    isFirst
      ? `${table}\n${row('gateway, from the commit on PostgreSQL', FEW, await committed(), null)}`
      : table,
  );
}
if (!only || only === 'back') tables.push(await backTable());
const intro = `${EVENTS} events or bursts after ${WARM_UP}, sockets in ${CLIENTS} other process${CLIENTS > 1 ? 'es' : ''} of the same machine.`;
const text = [intro, ...tables].join('\n\n');
if (!only) {
  const readme = await readFile(README, 'utf8');
  const [before = '', rest = ''] = readme.split(BEGIN);
  await writeFile(README, `${before}${BEGIN}\n\n${text}\n\n${END}${rest.split(END)[1] ?? ''}`);
}
process.stdout.write(`${text}\n`);
