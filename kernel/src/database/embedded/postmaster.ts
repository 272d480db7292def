import { execFile } from 'node:child_process';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

const STATUS_LINE = 7;

/** A server that lives: its process and whether it is `starting`, `ready` or `stopping`. */
export interface Postmaster {
  readonly pid: number;
  readonly status: string;
}

/** The command line of a living process; empty for one that has ended, also when nobody has taken note of its end. */
async function commandOf(pid: number): Promise<string> {
  if (process.platform === 'linux') return readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
  return promisify(execFile)('ps', ['-ww', '-o', 'command=', '-p', String(pid)]).then(
    ({ stdout }) => (stdout.includes('<defunct>') ? '' : stdout),
    () => '',
  );
}

/** Whether a process lives, whoever runs it. */
export async function isAlive(pid: number): Promise<boolean> {
  return (await commandOf(pid)) !== '';
}

/**
 * Whether a process is the server of the cluster called `name`, which stands on its command line:
 * a process number alone may belong to another program by now.
 */
export async function isServer(pid: number, name: string): Promise<boolean> {
  return (await commandOf(pid)).includes(name);
}

async function lockedBy(dataDirectory: string): Promise<Postmaster | null> {
  const text = await readFile(join(dataDirectory, 'postmaster.pid'), 'utf8').catch(() => '');
  const lines = text.split('\n');
  const pid = Number.parseInt(lines[0] ?? '', 10);
  if (!Number.isInteger(pid) || pid <= 0) return null;
  return { pid, status: lines[STATUS_LINE]?.trim() || 'starting' };
}

/** The living server of a data directory, or null. */
export async function findPostmaster(dataDirectory: string, name: string): Promise<Postmaster | null> {
  const postmaster = await lockedBy(dataDirectory);
  return postmaster && (await isServer(postmaster.pid, name)) ? postmaster : null;
}

/**
 * Removes lock files whose process number is another program's by now: PostgreSQL would stop at them.
 * Those of a process that has ended are left to PostgreSQL, which checks that nothing of it is left.
 */
export async function clearForeignLock(
  dataDirectory: string,
  name: string,
  socketFile: string,
): Promise<void> {
  const postmaster = await lockedBy(dataDirectory);
  if (!postmaster || !hasNumber(postmaster.pid) || (await isServer(postmaster.pid, name))) return;
  await rm(join(dataDirectory, 'postmaster.pid'), { force: true });
  await rm(`${socketFile}.lock`, { force: true });
}

function hasNumber(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
