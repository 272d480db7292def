import { type ChildProcess, fork } from 'node:child_process';
import { on, once } from 'node:events';
import { availableParallelism } from 'node:os';
import { setTimeout as delay } from 'node:timers/promises';
import { quantile } from '../quantile.ts';
import { type Fired, type Heard, type Ready, type ServerMeasure, SUBSCRIPTIONS } from './messages.ts';

/** Processes of clients: with more, they would take turns with the server. */
export const CLIENTS = Math.max(availableParallelism() - 1, 1);
/** How often something is fired before it counts. */
export const WARM_UP = 5;
/** How often it is afterwards. */
export const EVENTS = 20;

const BETWEEN_MS = 200;
const EVENT_MS_MAX = 30_000;

/** What each socket listens to, and what is fired. */
export interface Scenario {
  /** How many of the subscriptions each socket has. */
  readonly subscriptions: number;
  /** Events published in one turn. */
  readonly times: number;
}

/** A server that takes part. */
export interface Contest extends Scenario {
  readonly server: string;
  readonly sockets: number;
  readonly args?: readonly string[];
}

/** What was measured of a server, for each time that something was fired. */
export interface Figures {
  readonly userMs: number;
  readonly systemMs: number;
  readonly busyMs: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  /** When the last socket had the last message; the median, and the worst. */
  readonly lastMs: number;
  readonly worstMs: number;
  readonly bytesPerSocket: number;
  /** What a socket was told, in order for each of its subscriptions; numbers of seats since the first. */
  readonly told: string;
}

/** A process of ours. */
export function start(file: string, args: readonly string[] = []): ChildProcess {
  const execArgv = [...process.execArgv, '--expose-gc'];
  return fork(new URL(file, import.meta.url), [...args], { execArgv, env: { NODE_ENV: 'production' } });
}

/** What a process says next of a kind. */
export async function answerOf<M extends { readonly kind: string }>(
  child: ChildProcess,
  kind: M['kind'],
): Promise<M> {
  const signal = AbortSignal.timeout(EVENT_MS_MAX * 4);
  for await (const [message] of on(child, 'message', { signal })) if (message.kind === kind) return message;
  throw new Error('The process is gone.');
}

/** What a server has used so far. */
export async function measured(server: ChildProcess, kind: 'settle' | 'measure'): Promise<ServerMeasure> {
  const answer = answerOf<ServerMeasure>(server, 'measured');
  server.send({ kind });
  return answer;
}

/** Fires once: how long after it each message was heard, in order, and what was said. */
async function event(server: ChildProcess, clients: readonly ChildProcess[], times: number) {
  const heard = Promise.all(clients.map((client) => answerOf<Heard>(client, 'heard')));
  const fired = answerOf<Fired>(server, 'fired');
  server.send({ kind: 'fire', times });
  const { atMs } = await fired;
  const all = await heard;
  const tookMs = all.flatMap((each) => each.atMs.map((at) => at - atMs)).sort((one, other) => one - other);
  return { tookMs, texts: all[0]?.texts ?? [] };
}

async function openClients(ready: Ready, { sockets, subscriptions, times }: Contest) {
  const clients = Array.from({ length: CLIENTS }, () => start('clients.ts'));
  const opened = clients.map((client) => answerOf(client, 'open'));
  const queries = SUBSCRIPTIONS.slice(0, subscriptions).map(({ query }) => query);
  const order = { ...ready, sockets: sockets / CLIENTS, queries, messages: subscriptions * times };
  for (const client of clients) client.send(order);
  await Promise.all(opened);
  return clients;
}

interface Field {
  readonly server: ChildProcess;
  readonly clients: readonly ChildProcess[];
  readonly times: number;
}

async function fire({ server, clients, times }: Field, count: number) {
  const rounds: number[][] = [];
  let texts: readonly string[] = [];
  const used = { userMs: 0, systemMs: 0, busyMs: 0 };
  for (let round = 0; round < count; round += 1) {
    const before = await measured(server, 'measure');
    const told = await event(server, clients, times);
    const after = await measured(server, 'measure');
    used.userMs += (after.userMs - before.userMs) / count;
    used.systemMs += (after.systemMs - before.systemMs) / count;
    used.busyMs += (after.busyMs - before.busyMs) / count;
    rounds.push(told.tookMs);
    ({ texts } = told);
    await delay(BETWEEN_MS);
  }
  return { rounds, texts, used };
}

const SEATS = /"seatsTaken":(\d+)/;

/** What was told without what differs from run to run, so that it can be compared. */
function comparable(texts: readonly string[]): string {
  const told = texts.map((text) => JSON.stringify(JSON.parse(text).payload.data));
  const seats = told.map((text) => Number(SEATS.exec(text)?.[1]));
  const first = Math.min(...seats);
  const all = told.map((text, index) => ({
    shape: text.replace(SEATS, ''),
    text: text.replace(SEATS, `"seatsTaken":${(seats[index] ?? first) - first}`),
  }));
  // Sorting leaves those of one subscription in their order.
  return JSON.stringify(
    all.sort((one, other) => one.shape.localeCompare(other.shape)).map(({ text }) => text),
  );
}

/** Measures a server. */
export async function figuresOf(contest: Contest): Promise<Figures> {
  const server = start(contest.server, contest.args);
  const ready = await answerOf<Ready>(server, 'ready');
  const empty = await measured(server, 'settle');
  const clients = await openClients(ready, contest);
  const field = { server, clients, times: contest.times };
  await fire(field, WARM_UP);
  const before = await measured(server, 'settle');
  const { rounds, texts, used } = await fire(field, EVENTS);
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
    bytesPerSocket: (before.rssBytes - empty.rssBytes) / contest.sockets,
    told: comparable(texts),
  };
}
