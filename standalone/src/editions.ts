import { readdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { StartFault } from './start-fault.ts';

const SCOPE = '@freehold';
const PREFIX = 'edition-';
const NO_SUCH_FACE = ['ERR_PACKAGE_PATH_NOT_EXPORTED', 'ERR_MODULE_NOT_FOUND'];

/** The names of the editions that are installed, in alphabetical order: one package `@freehold/edition-<name>` each. */
export async function availableEditions(directory = import.meta.dirname): Promise<string[]> {
  const packages = await readdir(join(directory, 'node_modules', SCOPE)).catch(() => []);
  const names = packages.filter((name) => name.startsWith(PREFIX)).map((name) => name.slice(PREFIX.length));
  const parent = dirname(directory);
  return names.length > 0 || parent === directory ? names.sort() : availableEditions(parent);
}

/**
 * What an edition says under a name: `import { <face> } from '@freehold/edition-<edition>/<face>'`.
 * Undefined when the edition has nothing to say there.
 * @throws {StartFault} when there is no such edition, or when its part is broken.
 */
export async function loadFace(edition: string, face: string): Promise<unknown> {
  const specifier = `${SCOPE}/${PREFIX}${edition}/${face}`;
  try {
    const exported: Record<string, unknown> = await import(/* @vite-ignore */ specifier);
    return exported[face];
  } catch (error) {
    if (isMissing(error, specifier)) return undefined;
    throw new StartFault(`The edition "${edition}" cannot be loaded: ${String(error)}`, error);
  }
}

/** What each edition says under a name, by edition; those that say nothing are left out. */
export async function loadFaces(editions: readonly string[], face: string): Promise<Record<string, unknown>> {
  const faces = await Promise.all(
    editions.map(async (edition): Promise<[string, unknown]> => [edition, await loadFace(edition, face)]),
  );
  return Object.fromEntries(faces.filter(([, value]) => value !== undefined));
}

/** A part that is not exported is none; one that is exported and does not load is broken. */
function isMissing(error: unknown, specifier: string): boolean {
  if (!(error instanceof Error && 'code' in error)) return false;
  if (!NO_SUCH_FACE.includes(String(error.code))) return false;
  return String(error.code) === 'ERR_PACKAGE_PATH_NOT_EXPORTED' || error.message.includes(specifier);
}
