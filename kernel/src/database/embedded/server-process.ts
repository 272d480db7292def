import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { access, constants } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { reasonOf } from '../../config/start-fault.ts';
import { ClusterFault } from './cluster-fault.ts';
import type { ClusterPlace } from './cluster-place.ts';

const SETPRIV_PLACES = ['/usr/bin/setpriv', '/bin/setpriv'];
/** The first descriptor after standard input, output and error. */
const HELD_DESCRIPTOR = 3;

/** A path inside the cluster's directory as the server names it: by the open directory where paths are closed to it. */
export function asServerSees(place: ClusterPlace, path: string): string {
  const inside = relative(place.directory, path);
  if (!place.handle || inside.startsWith('..')) return path;
  return join(`/proc/self/fd/${HELD_DESCRIPTOR}`, inside);
}

/**
 * Starts one of PostgreSQL's programs as the server's user, in a process group of its own: Ctrl-C in a
 * terminal reaches us alone, and we stop the server when nobody needs it any more.
 * On Linux the program is told to stop when we die, however we die.
 * @throws {ClusterFault} when it cannot be started.
 */
export async function startProgram(
  place: ClusterPlace,
  program: string,
  args: readonly string[],
  logDescriptor: number,
): Promise<ChildProcess> {
  const [file = program, ...rest] = [...(await dyingWithUs()), program, ...args];
  const child = spawn(file, rest, {
    cwd: '/',
    env: { PATH: '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' },
    detached: true,
    stdio: ['ignore', logDescriptor, logDescriptor, ...(place.handle ? [place.handle.fd] : [])],
    ...(place.user ?? {}),
  });
  try {
    await once(child, 'spawn');
  } catch (error) {
    throw new ClusterFault(
      `PostgreSQL's program ${program} cannot be run here: ${reasonOf(error)}. ` +
        'Name a PostgreSQL of your own in DATABASE_URL.',
      error,
    );
  }
  child.unref();
  return child;
}

async function dyingWithUs(): Promise<string[]> {
  if (process.platform !== 'linux') return [];
  for (const setpriv of SETPRIV_PLACES) {
    const isThere = await access(setpriv, constants.X_OK).then(
      () => true,
      () => false,
    );
    if (isThere) return [setpriv, '--pdeathsig', 'INT', '--'];
  }
  return [];
}
