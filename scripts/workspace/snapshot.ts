import { lstat, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Files and folders as they were. */
export interface Snapshot {
  /** Makes them so again: what was added goes, what was changed or removed comes back. */
  restore(): Promise<void>;
  /** The files that are new or other than they were. */
  changes(): Promise<string[]>;
}

async function filesIn(path: string): Promise<string[]> {
  const found = await lstat(path).catch(() => null);
  if (found === null) return [];
  if (!found.isDirectory()) return [path];
  const entries = await readdir(path, { withFileTypes: true, recursive: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}

async function contentsOf(paths: readonly string[]): Promise<Map<string, Buffer>> {
  const files = (await Promise.all(paths.map(filesIn))).flat().sort();
  return new Map(await Promise.all(files.map(async (file) => [file, await readFile(file)] as const)));
}

/** Keeps in memory how files and folders are now; they need not exist. */
export async function takeSnapshot(paths: readonly string[]): Promise<Snapshot> {
  const before = await contentsOf(paths);
  const exist = await Promise.all(paths.map((path) => lstat(path).then(Boolean, () => false)));
  const missing = paths.filter((_, index) => !exist[index]);
  const changes = async (): Promise<string[]> => {
    const now = await contentsOf(paths);
    return [...now.keys()].filter((file) => !before.get(file)?.equals(now.get(file) ?? Buffer.alloc(0)));
  };
  const restore = async (): Promise<void> => {
    await Promise.all(missing.map((path) => rm(path, { recursive: true, force: true })));
    const added = (await changes()).filter((file) => !before.has(file));
    await Promise.all(added.map((file) => rm(file, { force: true })));
    const now = await contentsOf(paths);
    const lost = [...before].filter(([file, content]) => !now.get(file)?.equals(content));
    await Promise.all(lost.map(([file, content]) => writeFile(file, content)));
  };
  return { changes, restore };
}
