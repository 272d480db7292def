import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { format, runNpm, runScript } from '../workspace/run.ts';
import { takeSnapshot } from '../workspace/snapshot.ts';
import { definitionPath, ROOT, SCHEMA } from '../workspace/subgraphs.ts';
import { enlist } from './enlist.ts';
import { checkFolder, checkFree, checkName, checkSubgraph, folderOf } from './naming/check.ts';
import { idPrefixOf } from './naming/id-prefix.ts';
import { readTaken } from './naming/taken.ts';
import { wordsOf } from './naming/words.ts';
import type { NewConcept } from './templates/new-concept.ts';
import { render } from './templates/render.ts';

async function writeFiles(concept: NewConcept, signal: AbortSignal): Promise<void> {
  const { subgraph, words } = concept;
  const folder = folderOf(subgraph, words.kebab);
  const definition = definitionPath(subgraph);
  const enlisted = enlist(await readFile(definition, 'utf8'), words);
  await mkdir(folder);
  for (const { name, text } of render(concept)) await writeFile(join(folder, name), text);
  await writeFile(definition, enlisted);
  await format([folder, definition], signal);
}

/**
 * Adds a concept that works to a subgraph: its folder, its place in the subgraph, its migration and the schema.
 * Answers the files that are new or changed; when a step fails, all of them are as they were.
 * @throws {Refused} for a subgraph that is not there, a name that is no good, or a step that failed.
 */
export async function writeConcept(subgraph: string, name: string, signal: AbortSignal): Promise<string[]> {
  checkSubgraph(subgraph);
  checkName(name);
  await checkFolder(subgraph, name);
  const taken = await readTaken();
  checkFree(name, taken);
  const concept = {
    subgraph,
    words: wordsOf(name),
    prefix: idPrefixOf(name, taken.prefixes),
    isFirstList: !taken.pagedSubgraphs.has(subgraph),
  };
  const definition = definitionPath(subgraph);
  const snapshot = await takeSnapshot([
    folderOf(subgraph, name),
    definition,
    join(dirname(definition), 'migrations'),
    SCHEMA,
    join(ROOT, 'web', 'src', 'graphql', 'generated'),
  ]);
  try {
    await writeFiles(concept, signal);
    await runScript('scripts/new-migration.ts', [subgraph, name], signal);
    await runNpm('schema', signal);
    return await snapshot.changes();
  } catch (error) {
    await snapshot.restore();
    throw error;
  }
}
