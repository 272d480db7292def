import { type FileHandle, open, readFile, stat, truncate } from 'node:fs/promises';
import type { ClusterPlace } from './cluster-place.ts';

const LOG_BYTES_MAX = 5_000_000;
const LINES_SHOWN = 4;

/** The server's log, open for writing, and where the new part begins, in bytes. */
export interface ServerLog {
  readonly handle: FileHandle;
  readonly start: number;
}

/** Opens the log to write on; begins anew once it has grown over 5 MB. The caller closes it. */
export async function openLog(place: ClusterPlace): Promise<ServerLog> {
  const size = await sizeOf(place.logFile);
  if (size > LOG_BYTES_MAX) await truncate(place.logFile);
  return { handle: await open(place.logFile, 'a', 0o600), start: size > LOG_BYTES_MAX ? 0 : size };
}

/** What the program wrote since `start`. */
export async function logSince(place: ClusterPlace, start: number): Promise<string> {
  const bytes = await readFile(place.logFile).catch(() => Buffer.alloc(0));
  return bytes.subarray(start).toString('utf8');
}

/** The lines that say why a program gave up, as part of a sentence to show. */
export async function lastWords(place: ClusterPlace, start: number): Promise<string> {
  const lines = (await logSince(place, start)).split('\n').filter((line) => line.trim() !== '');
  const telling = lines.filter((line) => /(FATAL|PANIC|error|HINT|DETAIL):/.test(line));
  const shown = (telling.length > 0 ? telling : lines).slice(-LINES_SHOWN).map((line) => line.trim());
  return shown.length > 0 ? `PostgreSQL says: ${shown.join(' / ')}` : `See ${place.logFile}.`;
}

async function sizeOf(file: string): Promise<number> {
  return (await stat(file).catch(() => ({ size: 0 }))).size;
}
