import { readdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';

const SCOPE = '@freehold';
const PREFIX = 'edition-';

/** The names of the editions that are installed, in alphabetical order: one package `@freehold/edition-<name>` each. */
export async function availableEditions(directory = import.meta.dirname): Promise<string[]> {
  const packages = await readdir(join(directory, 'node_modules', SCOPE)).catch(() => []);
  const names = packages.filter((name) => name.startsWith(PREFIX)).map((name) => name.slice(PREFIX.length));
  const parent = dirname(directory);
  return names.length > 0 || parent === directory ? names.sort() : availableEditions(parent);
}
