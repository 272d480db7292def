import { createHash } from 'node:crypto';
import { chmod, chown, type FileHandle, lstat, mkdir, open, realpath } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { reasonOf } from '../../config/start-fault.ts';
import { ClusterFault } from './cluster-fault.ts';
import { mayReach, type ServerUser, serverUserOf } from './server-user.ts';

/** The port that names the socket file; nothing listens on TCP. */
export const SOCKET_PORT = 5432;
/** The shortest `sun_path` of the systems that we know (macOS 104, Linux 108), less the closing zero. */
const SOCKET_PATH_BYTES_MAX = 103;
const socketFileIn = (directory: string) => join(directory, `.s.PGSQL.${SOCKET_PORT}`);

/** Where a cluster lives, and as whom. */
export interface ClusterPlace {
  /** Unique to the directory; stands on the server's command line. */
  readonly name: string;
  readonly directory: string;
  readonly dataDirectory: string;
  readonly socketDirectory: string;
  readonly socketFile: string;
  readonly logFile: string;
  /** Holds the number of the process that answers for the server. */
  readonly keeperFile: string;
  readonly user: ServerUser | null;
  /** The directory held open, when the server's user cannot come to it by its path. */
  readonly handle: FileHandle | null;
}

/**
 * Makes the directories of a cluster and gives them to the server's user. The caller closes `handle`.
 * @throws {ClusterFault} when they cannot be made or used.
 */
export async function openPlace(wanted: string): Promise<ClusterPlace> {
  const directory = await makeDirectory(resolve(wanted));
  const name = `freehold-${createHash('sha256').update(directory).digest('hex').slice(0, 16)}`;
  const dataDirectory = join(directory, 'db');
  const user = await serverUserOf(dataDirectory);
  await give(directory, user);
  const socketDirectory = await makeSocketDirectory(directory, name, user);
  return {
    name,
    directory,
    dataDirectory,
    socketDirectory,
    socketFile: socketFileIn(socketDirectory),
    logFile: join(directory, 'server.log'),
    keeperFile: join(directory, 'keeper.pid'),
    user,
    handle: (await mayReach(directory, user)) ? null : await holdOpen(directory),
  };
}

async function makeDirectory(wanted: string): Promise<string> {
  try {
    await mkdir(wanted, { recursive: true });
    return await realpath(wanted);
  } catch (error) {
    throw new ClusterFault(`The database's directory ${wanted} cannot be made: ${reasonOf(error)}`, error);
  }
}

async function give(directory: string, user: ServerUser | null): Promise<void> {
  try {
    if (user) await chown(directory, user.uid, user.gid);
    await chmod(directory, 0o700);
  } catch (error) {
    throw new ClusterFault(
      `The database's directory ${directory} belongs to another user (${reasonOf(error)}). ` +
        'Start as that user, or choose another DATA_DIR.',
      error,
    );
  }
}

async function makeSocketDirectory(
  directory: string,
  name: string,
  user: ServerUser | null,
): Promise<string> {
  const inside = join(directory, 'socket');
  const isShort = Buffer.byteLength(socketFileIn(inside)) <= SOCKET_PATH_BYTES_MAX;
  const socketDirectory = isShort ? inside : join(await realpath(tmpdir()), name);
  const isNew = (await mkdir(socketDirectory, { recursive: true, mode: 0o700 })) !== undefined;
  if (!isShort && !isNew) await refuseForeign(socketDirectory, user);
  await give(socketDirectory, user);
  return socketDirectory;
}

async function refuseForeign(directory: string, user: ServerUser | null): Promise<void> {
  const found = await lstat(directory);
  const uids = [process.getuid?.(), user?.uid];
  if (found.isDirectory() && uids.includes(found.uid)) return;
  throw new ClusterFault(`${directory} was made by somebody else. Remove it, then start again.`);
}

async function holdOpen(directory: string): Promise<FileHandle> {
  if (process.platform === 'linux') return open(directory, 'r');
  throw new ClusterFault(
    `PostgreSQL runs as another user than root, who cannot enter ${directory}. ` +
      'Start as another user than root, or choose another DATA_DIR.',
  );
}
