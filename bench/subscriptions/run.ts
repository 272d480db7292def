import { type ChildProcess, fork } from 'node:child_process';
import { on, once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { startEmbeddedCluster } from '@freehold/kernel/database/embedded/embedded-cluster';
import { quantile } from '../quantile.ts';
import type { Fired, Heard, Ready, ServerMeasure } from './messages.ts';

const README = new URL('../README.md', import.meta.url);
const [BEGIN, END] = ['<!-- subscriptions: begin -->', '<!-- subscriptions: end -->'];
const MANY = 10_000;
const FEW = 1_000;
/** With more, they would take turns with the server. */
const CLIENTS = Math.max(availableParallelism() - 1, 1);
const WARM_UP = 5;
const EVENTS = 20;
const BETWEEN_MS = 200;
const EVENT_MS_MAX = 30_000;

interface Contest {
  readonly server: string;
  readonly sockets: number;
  readonly args?: readonly string[];
}

interface Figures {
  readonly userMs: number;
  readonly systemMs: number;
  readonly busyMs: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  /** Of each event, when the last socket had it; the median, and the worst. */
  readonly lastMs: number;
  readonly worstMs: number;
  readonly bytesPerSocket: number;
  readonly data: string;
}

function start(file: string, args: readonly string[] = []): ChildProcess {
  const execArgv = [...process.execArgv, '--expose-gc'];
  return fork(new URL(file, import.meta.url), [...args], { execArgv });
}

async function answerOf<M extends { readonly kind: string }>(
  child: ChildProcess,
  kind: M['kind'],
): Promise<M> {
  const signal = AbortSignal.timeout(EVENT_MS_MAX * 4);
  for await (const [message] of on(child, 'message', { signal })) if (message.kind === kind) return message;
  throw new Error('The process is gone.');
}

async function measured(server: ChildProcess, kind: 'settle' | 'measure'): Promise<ServerMeasure> {
  const answer = answerOf<ServerMeasure>(server, 'measured');
  server.send({ kind });
  return answer;
}

/** One event: how long after it each socket had it, in order, and what was said. */
async function event(server: ChildProcess, clients: readonly ChildProcess[]) {
  const heard = Promise.all(clients.map((client) => answerOf<Heard>(client, 'heard')));
  const fired = answerOf<Fired>(server, 'fired');
  server.send({ kind: 'fire' });
  const { atMs } = await fired;
  const all = await heard;
  const tookMs = all.flatMap((each) => each.atMs.map((at) => at - atMs)).sort((one, other) => one - other);
  return { tookMs, text: all[0]?.text ?? '' };
}

async function openClients(ready: Ready, sockets: number): Promise<ChildProcess[]> {
  const clients = Array.from({ length: CLIENTS }, () => start('clients.ts'));
  const opened = clients.map((client) => answerOf(client, 'open'));
  for (const client of clients) client.send({ ...ready, sockets: sockets / CLIENTS });
  await Promise.all(opened);
  return clients;
}

async function fire(server: ChildProcess, clients: readonly ChildProcess[], count: number) {
  const rounds: number[][] = [];
  let text = '';
  const used = { userMs: 0, systemMs: 0, busyMs: 0 };
  for (let round = 0; round < count; round += 1) {
    const before = await measured(server, 'measure');
    const told = await event(server, clients);
    const after = await measured(server, 'measure');
    used.userMs += (after.userMs - before.userMs) / count;
    used.systemMs += (after.systemMs - before.systemMs) / count;
    used.busyMs += (after.busyMs - before.busyMs) / count;
    rounds.push(told.tookMs);
    ({ text } = told);
    await delay(BETWEEN_MS);
  }
  return { rounds, text, used };
}

async function figuresOf({ server: file, sockets, args }: Contest): Promise<Figures> {
  const server = start(file, args);
  const ready = await answerOf<Ready>(server, 'ready');
  const empty = await measured(server, 'settle');
  const clients = await openClients(ready, sockets);
  await fire(server, clients, WARM_UP);
  const before = await measured(server, 'settle');
  const { rounds, text, used } = await fire(server, clients, EVENTS);
  for (const child of [...clients, server]) child.disconnect();
  await Promise.all([...clients, server].map((child) => once(child, 'exit')));
  const all = rounds.flat().sort((one, other) => one - other);
  const last = rounds.map((round) => round.at(-1) ?? 0).sort((one, other) => one - other);
  return {
    ...used,
    p50Ms: quantile(all, 0.5),
    p99Ms: quantile(all, 0.99),
    lastMs: quantile(last, 0.5),
    worstMs: last.at(-1) ?? 0,
    bytesPerSocket: (before.rssBytes - empty.rssBytes) / sockets,
    data: JSON.stringify(JSON.parse(text).payload.data),
  };
}

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
    return await figuresOf({ server: 'gateway-server.ts', sockets: FEW, args: [cluster.adminUrl] });
  } finally {
    await cluster.stop();
    await rm(directory, { recursive: true, force: true });
  }
}

const stock = await figuresOf({ server: 'stock-server.ts', sockets: MANY });
const writes = await figuresOf({ server: 'writes-server.ts', sockets: MANY });
const ours = await figuresOf({ server: 'gateway-server.ts', sockets: MANY });
const withStrippedPlace = (data: string) => data.replace(/"seatsTaken":\d+/, '"seatsTaken":0');
const told = [stock, writes, ours].map(({ data }) => withStrippedPlace(data));
if (new Set(told).size > 1) throw new Error(`The answers differ: ${told.join(' ')}`);
const outbox = await committed();
const table = [
  `${EVENTS} events after ${WARM_UP}, sockets in ${CLIENTS} other process${CLIENTS > 1 ? 'es' : ''} of the same machine; Node ${process.version}.`,
  '',
  '| server | sockets | CPU-ms per event (without the kernel) | less by | p50 / p99 / last / worst last ms | loop at work, ms | KiB per socket |',
  '| ------ | ------: | ------------------------------------: | ------: | -------------------------------: | ---------------: | -------------: |',
  row('graphql-ws, one schema', MANY, stock, stock),
  row('writes alone', MANY, writes, stock),
  row('gateway', MANY, ours, stock),
  row('gateway, from the commit on PostgreSQL', FEW, outbox, null),
].join('\n');
const readme = await readFile(README, 'utf8');
const [before = '', rest = ''] = readme.split(BEGIN);
await writeFile(README, `${before}${BEGIN}\n\n${table}\n\n${END}${rest.split(END)[1] ?? ''}`);
process.stdout.write(`${table}\n`);
