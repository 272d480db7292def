import { stat } from 'node:fs/promises';
import { dirname } from 'node:path';

/** `nobody`, which every Unix has: PostgreSQL refuses to run as root. */
const NOBODY = 65_534;

/** The account that the server runs as. */
export interface ServerUser {
  readonly uid: number;
  readonly gid: number;
}

/**
 * The account for a server on this data directory; null when it is simply ours.
 * Root hands over to whoever owns the data already, and to `nobody` when there are none.
 */
export async function serverUserOf(dataDirectory: string): Promise<ServerUser | null> {
  if (process.getuid?.() !== 0) return null;
  const owner = await stat(dataDirectory).catch(() => null);
  return owner && owner.uid !== 0 ? { uid: owner.uid, gid: owner.gid } : { uid: NOBODY, gid: NOBODY };
}

async function mayEnter(directory: string, user: ServerUser): Promise<boolean> {
  const { uid, gid, mode } = await stat(directory);
  if (uid === user.uid) return (mode & 0o100) !== 0;
  if (gid === user.gid) return (mode & 0o010) !== 0;
  return (mode & 0o001) !== 0;
}

/** Whether an account may enter a directory and every directory above it. */
export async function mayReach(directory: string, user: ServerUser | null): Promise<boolean> {
  if (user === null) return true;
  if (!(await mayEnter(directory, user))) return false;
  const parent = dirname(directory);
  return parent === directory || mayReach(parent, user);
}
