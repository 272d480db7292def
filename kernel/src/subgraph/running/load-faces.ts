import { ConfigurationFault } from '../../config/read-config.ts';

const EDITION_NAME = /^[a-z][a-z0-9-]*$/;
const NO_SUCH_FACE = 'ERR_PACKAGE_PATH_NOT_EXPORTED';
const NO_SUCH_PACKAGE = 'ERR_MODULE_NOT_FOUND';

function codeOf(error: unknown): string | null {
  return error instanceof Error && 'code' in error ? String(error.code) : null;
}

/** An edition is the package `@freehold/edition-<name>`; a face of it is what its file of that name exports under that name. */
export async function loadFace(edition: string, face: string): Promise<unknown> {
  const specifier = `@freehold/edition-${edition}/${face}`;
  if (!EDITION_NAME.test(edition))
    throw new ConfigurationFault([`EDITIONS: "${edition}" is no name of an edition.`]);
  try {
    const exported: Record<string, unknown> = await import(/* @vite-ignore */ specifier);
    return exported[face];
  } catch (error) {
    if (codeOf(error) === NO_SUCH_FACE) return undefined;
    if (codeOf(error) === NO_SUCH_PACKAGE && String(error).includes(specifier.slice(0, -face.length - 1)))
      throw new ConfigurationFault([
        `EDITIONS: there is no edition "${edition}": the package @freehold/edition-${edition} is not installed, or not built.`,
      ]);
    throw error;
  }
}

/**
 * What each edition says under a name, such as a subgraph's, by edition; those that have nothing to say are left out.
 * @throws {ConfigurationFault} for an edition that is not installed.
 */
export async function loadFaces(
  editions: readonly string[],
  face: string,
): Promise<Readonly<Record<string, unknown>>> {
  const faces = await Promise.all(
    editions.map(async (edition) => [edition, await loadFace(edition, face)] as const),
  );
  return Object.fromEntries(faces.filter(([, face]) => face !== undefined));
}
