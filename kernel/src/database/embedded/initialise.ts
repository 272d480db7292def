import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { access, chown, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { reasonOf } from '../../config/start-fault.ts';
import type { Binaries } from './binaries.ts';
import { ClusterFault } from './cluster-fault.ts';
import type { ClusterPlace } from './cluster-place.ts';
import { lastWords, openLog } from './server-log.ts';
import { asServerSees, startProgram } from './server-process.ts';

const DRAFT = 'db.draft-';
const DRAFT_AGE_MS_MAX = 10 * 60_000;

/**
 * Makes the data directory when there is none. It is made under another name and renamed when whole,
 * so that a start that was killed leaves nothing half done; of two at once, the faster wins.
 * @throws {ClusterFault} when it cannot be made.
 */
export async function initialise(place: ClusterPlace, binaries: Binaries, password: string): Promise<void> {
  if (await exists(place.dataDirectory)) return;
  await removeOldDrafts(place.directory);
  const draft = join(place.directory, `${DRAFT}${randomBytes(6).toString('hex')}`);
  const passwordFile = `${draft}.password`;
  try {
    await writePassword(place, passwordFile, password);
    await runInitdb(place, binaries, draft, passwordFile);
    await rename(draft, place.dataDirectory);
  } catch (error) {
    await rm(draft, { recursive: true, force: true });
    if (await exists(place.dataDirectory)) return;
    if (error instanceof ClusterFault) throw error;
    throw new ClusterFault(`No database could be made in ${place.directory}: ${reasonOf(error)}`, error);
  } finally {
    await rm(passwordFile, { force: true });
  }
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}

async function writePassword(place: ClusterPlace, file: string, password: string): Promise<void> {
  const handle = await open(file, 'wx', 0o600);
  try {
    await handle.writeFile(`${password}\n`);
  } finally {
    await handle.close();
  }
  if (place.user) await chown(file, place.user.uid, place.user.gid);
}

async function runInitdb(
  place: ClusterPlace,
  binaries: Binaries,
  draft: string,
  passwordFile: string,
): Promise<void> {
  const log = await openLog(place);
  try {
    const args = [
      ['--pgdata', asServerSees(place, draft)],
      ['--username', 'postgres', '--auth', 'scram-sha-256', '--pwfile', asServerSees(place, passwordFile)],
      // Sorted by code point on every machine alike, and still with an upper case for every letter.
      ['--encoding', 'UTF8', '--locale', 'C', '--locale-provider', 'builtin', '--builtin-locale', 'C.UTF-8'],
      ['--no-sync', '--no-instructions'],
    ];
    const initdb = await startProgram(place, binaries.initdb, args.flat(), log.handle.fd);
    initdb.ref();
    const [code] = await once(initdb, 'exit');
    if (code === 0) return;
    throw new ClusterFault(
      `No database could be made in ${place.directory}. ${await lastWords(place, log.start)}`,
    );
  } finally {
    await log.handle.close();
  }
}

async function removeOldDrafts(directory: string): Promise<void> {
  for (const name of await readdir(directory)) {
    if (!name.startsWith(DRAFT)) continue;
    const draft = join(directory, name);
    const { mtimeMs } = await stat(draft).catch(() => ({ mtimeMs: 0 }));
    if (Date.now() - mtimeMs > DRAFT_AGE_MS_MAX) await rm(draft, { recursive: true, force: true });
  }
}
