import { readFile } from 'node:fs/promises';

/** The web's own documents, by the names of their operations. */
export type Documents = Readonly<Record<string, string>>;

const MANIFEST = new URL('../../schema/operations.json', import.meta.url);
const NAME = /^(?:query|mutation|subscription) (\w+)/;

/** Reads what the web asks, as it asks it. */
export async function readDocuments(): Promise<Documents> {
  const byHash: Record<string, string> = JSON.parse(await readFile(MANIFEST, 'utf8'));
  const named = Object.values(byHash).map((text) => [NAME.exec(text)?.[1] ?? '', text] as const);
  return Object.fromEntries(named);
}
