import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { SubgraphDefinition } from '@freehold/kernel/subgraph/concept';

/** The root of the workspace. */
export const ROOT = join(import.meta.dirname, '../..');

/** Where the generated schema lives. */
export const SCHEMA = join(ROOT, 'schema');

/** The names of the subgraphs: the folders of `subgraphs/`, in alphabetical order. */
export function subgraphNames(): string[] {
  const entries = readdirSync(join(ROOT, 'subgraphs'), { withFileTypes: true });
  return entries
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort();
}

/** Where the definition of a subgraph is written. */
export function definitionPath(name: string): string {
  return join(ROOT, 'subgraphs', name, 'src', `${name}.subgraph.ts`);
}

/** A subgraph's definition: what `subgraphs/<name>/src/<name>.subgraph.ts` exports as `<name>Subgraph`. */
export async function loadDefinition(name: string): Promise<SubgraphDefinition> {
  const exported: Record<string, SubgraphDefinition> = await import(definitionPath(name));
  const definition = exported[`${name}Subgraph`];
  if (!definition) throw new Error(`${definitionPath(name)} exports no ${name}Subgraph.`);
  return definition;
}
