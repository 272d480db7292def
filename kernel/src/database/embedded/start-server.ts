import type { ChildProcess } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import type { Binaries } from './binaries.ts';
import { ClusterFault } from './cluster-fault.ts';
import type { ClusterPlace } from './cluster-place.ts';
import { clearForeignLock, findPostmaster } from './postmaster.ts';
import { lastWords, logSince, openLog } from './server-log.ts';
import { asServerSees, startProgram } from './server-process.ts';

const POLL_MS = 10;
const RETRY_MS = 100;
/** Longer than a recovery after a crash takes. */
const START_MS_MAX = 60_000;
const SOMEBODY_ELSE = /lock file ".*" already exists|pre-existing shared memory block/;

/** A server that answers, and whether this process started it. */
export interface RunningServer {
  readonly pid: number;
  readonly isOurs: boolean;
}

/**
 * Joins the living server of the place or starts one; waits for one that is starting or stopping.
 * @throws {ClusterFault} when there is none that answers within a minute.
 */
export async function joinOrStart(
  place: ClusterPlace,
  binaries: Binaries,
  durable: boolean,
): Promise<RunningServer> {
  const giveUpAt = Date.now() + START_MS_MAX;
  while (Date.now() < giveUpAt) {
    const postmaster = await findPostmaster(place.dataDirectory, place.name);
    if (postmaster?.status === 'ready') return { pid: postmaster.pid, isOurs: false };
    if (postmaster) {
      await delay(POLL_MS);
      continue;
    }
    const pid = await startServer(place, binaries, durable);
    if (pid !== null) return { pid, isOurs: true };
    await delay(RETRY_MS);
  }
  throw new ClusterFault(
    `PostgreSQL in ${place.directory} did not answer within a minute. See ${place.logFile}.`,
  );
}

async function startServer(
  place: ClusterPlace,
  binaries: Binaries,
  durable: boolean,
): Promise<number | null> {
  await clearForeignLock(place.dataDirectory, place.name, place.socketFile);
  const log = await openLog(place);
  try {
    const server = await startProgram(
      place,
      binaries.postgres,
      serverArguments(place, durable),
      log.handle.fd,
    );
    if (await becomesReady(place, server)) {
      await writeFile(place.keeperFile, `${process.pid}\n`);
      return server.pid ?? null;
    }
    if (SOMEBODY_ELSE.test(await logSince(place, log.start))) return null;
    throw new ClusterFault(
      `PostgreSQL did not start in ${place.directory}. ${await lastWords(place, log.start)}`,
    );
  } finally {
    await log.handle.close();
  }
}

function serverArguments(place: ClusterPlace, durable: boolean): string[] {
  const settings = {
    cluster_name: place.name,
    listen_addresses: '',
    unix_socket_directories: asServerSees(place, place.socketDirectory),
    unix_socket_permissions: '0777',
    max_connections: '200',
    ...(durable ? {} : { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' }),
  };
  const pairs = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  return ['-D', asServerSees(place, place.dataDirectory), ...pairs];
}

async function becomesReady(place: ClusterPlace, server: ChildProcess): Promise<boolean> {
  const giveUpAt = Date.now() + START_MS_MAX;
  while (server.exitCode === null && server.signalCode === null && Date.now() < giveUpAt) {
    const postmaster = await findPostmaster(place.dataDirectory, place.name);
    if (postmaster?.pid === server.pid && postmaster?.status === 'ready') return true;
    await delay(POLL_MS);
  }
  return false;
}
