import { readFile, writeFile } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { reasonOf } from '../../config/start-fault.ts';
import { type Binaries, findBinaries } from './binaries.ts';
import { ClusterFault } from './cluster-fault.ts';
import { type ClusterPlace, openPlace, SOCKET_PORT } from './cluster-place.ts';
import { initialise } from './initialise.ts';
import { isAlive, isServer } from './postmaster.ts';
import { joinOrStart } from './start-server.ts';

const SUPERUSER = 'postgres';
const POLL_MS = 20;
const STOP_MS_MAX = 20_000;
const QUIT_MS_MAX = 5_000;
const REACH_MS_MAX = 15_000;
/** What a server says, or no longer says, that is on its way out or not yet up. */
const PASSING = new Set(['ECONNRESET', 'ECONNREFUSED', 'ENOENT', 'EPIPE', '57P01', '57P02', '57P03']);

/** Where a cluster of our own is kept and how careful it is. */
export interface EmbeddedClusterOptions {
  /** Made when missing; the server's user owns it. */
  readonly directory: string;
  /** False only for tests: what is committed may be lost when the machine stops. */
  readonly durable: boolean;
  /** The superuser's password; the same at every start. */
  readonly password: string;
}

/** A PostgreSQL of our own that runs. Nothing listens on TCP: it is reached by a socket in its directory. */
export interface EmbeddedCluster {
  /** The superuser's address of the database `postgres`. */
  readonly adminUrl: string;
  /** The address of a database for a user. */
  url(database: string, user: string, password: string): string;
  /** Whether the server's process lives. */
  isRunning(): Promise<boolean>;
  /** Stops the server when we answer for it: at once for clients, cleanly for data. Safe to call twice. */
  stop(): Promise<void>;
}

/**
 * Starts PostgreSQL from the binaries that came with the packages, or joins a server that already runs there.
 * A server is kept by the process that started it; one whose keeper died is adopted.
 * @throws {ClusterFault} with a sentence that says what to do.
 */
export async function startEmbeddedCluster(options: EmbeddedClusterOptions): Promise<EmbeddedCluster> {
  const place = await openPlace(options.directory);
  try {
    const binaries = await findBinaries(place.user);
    await initialise(place, binaries, options.password);
    return await reach(place, binaries, options, Date.now() + REACH_MS_MAX);
  } finally {
    await place.handle?.close();
  }
}

/** A server that we join may be dying, for a moment unnoticed: then we begin again. */
async function reach(
  place: ClusterPlace,
  binaries: Binaries,
  options: EmbeddedClusterOptions,
  giveUpAt: number,
): Promise<EmbeddedCluster> {
  const { pid, isOurs } = await joinOrStart(place, binaries, options.durable);
  const isKept = isOurs || (await adopt(place));
  const cluster = describe(place, options.password, { pid, isKept });
  const refusal = await refusalOf(cluster);
  if (refusal === null) return cluster;
  if (isPassing(refusal) && Date.now() < giveUpAt) {
    await delay(POLL_MS);
    return reach(place, binaries, options, giveUpAt);
  }
  await cluster.stop();
  throw new ClusterFault(
    `The database in ${place.directory} does not let us in (${reasonOf(refusal)}). It was made with other secrets: ` +
      'bring back the secrets that belong to it, or remove the directory and lose its data.',
    refusal,
  );
}

async function adopt(place: ClusterPlace): Promise<boolean> {
  const keeper = Number.parseInt(await readFile(place.keeperFile, 'utf8').catch(() => ''), 10);
  if (keeper > 0 && keeper !== process.pid && (await isAlive(keeper))) return false;
  if (keeper === process.pid) return false;
  await writeFile(place.keeperFile, `${process.pid}\n`);
  return true;
}

function describe(
  place: ClusterPlace,
  password: string,
  { pid, isKept }: { readonly pid: number; readonly isKept: boolean },
): EmbeddedCluster {
  const url = (database: string, user: string, secret: string) =>
    `postgresql://${[user, secret].map(encodeURIComponent).join(':')}` +
    `@${encodeURIComponent(place.socketDirectory)}:${SOCKET_PORT}/${encodeURIComponent(database)}`;
  let stopping: Promise<void> | null = null;
  return {
    adminUrl: url('postgres', SUPERUSER, password),
    url,
    isRunning: () => isServer(pid, place.name),
    stop() {
      stopping ??= isKept ? stopServer(pid, place.name) : Promise.resolve();
      return stopping;
    },
  };
}

/** Why the superuser does not get in, or null. */
async function refusalOf(cluster: EmbeddedCluster): Promise<unknown> {
  const client = new pg.Client({ connectionString: cluster.adminUrl });
  try {
    await client.connect();
    return null;
  } catch (error) {
    return error;
  } finally {
    await client.end();
  }
}

function isPassing(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  return 'code' in error
    ? PASSING.has(String(error.code))
    : error.message.startsWith('Connection terminated');
}

/** Fast shutdown: clients are cut off, data are written out. A server that does not obey is stopped hard. */
async function stopServer(pid: number, name: string): Promise<void> {
  for (const [signal, patienceMs] of [
    ['SIGINT', STOP_MS_MAX],
    ['SIGQUIT', QUIT_MS_MAX],
  ] as const) {
    if (!(await isServer(pid, name))) return;
    process.kill(pid, signal);
    if (await isGoneWithin(pid, name, patienceMs)) return;
  }
  throw new ClusterFault(`PostgreSQL's process ${pid} does not stop; end it by hand.`);
}

async function isGoneWithin(pid: number, name: string, patienceMs: number): Promise<boolean> {
  const giveUpAt = Date.now() + patienceMs;
  while (Date.now() < giveUpAt) {
    if (!(await isServer(pid, name))) return true;
    await delay(POLL_MS);
  }
  return false;
}
