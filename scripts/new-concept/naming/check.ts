import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { Refused } from '../../workspace/refused.ts';
import { definitionPath, ROOT, subgraphNames } from '../../workspace/subgraphs.ts';
import { ambiguousNames, render } from '../templates/render.ts';
import type { Taken } from './taken.ts';
import { type Words, wordsOf } from './words.ts';

const KEBAB = /^[a-z]+(?:-[a-z]+)*$/;
const MIGRATION = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;
const LENGTH_MIN = 3;
const LENGTH_MAX = 40;
/** Folders of a subgraph that are no concepts, and names that mean something else to the tools. */
const RESERVED = ['migrations', 'test', 'tests', 'src', 'events', 'ports', 'face', 'main'];

/** The folder of a concept. */
export function folderOf(subgraph: string, concept: string): string {
  return join(dirname(definitionPath(subgraph)), concept);
}

/** @throws {Refused} when there is no such subgraph. */
export function checkSubgraph(name: string): void {
  const names = subgraphNames();
  if (!names.includes(name))
    throw new Refused(`There is no subgraph "${name}"; there are ${names.join(', ')}.`);
}

/** @throws {Refused} when the name is not 3 to 40 letters in kebab-case, or means something else already. */
export function checkName(name: string): void {
  if (!KEBAB.test(name) || name.length < LENGTH_MIN || name.length > LENGTH_MAX)
    throw new Refused(
      `"${name}" is no name for a concept: it has ${LENGTH_MIN} to ${LENGTH_MAX} letters in kebab-case, such as "waiting-list".`,
    );
  if (RESERVED.includes(name))
    throw new Refused(`"${name}" is no name for a concept: it names another part of a subgraph.`);
}

/** @throws {Refused} when the name is not up to 40 letters and digits in kebab-case. */
export function checkMigrationName(name: string): void {
  if (!MIGRATION.test(name) || name.length > LENGTH_MAX)
    throw new Refused(
      `"${name}" is no name for a migration: it has up to ${LENGTH_MAX} letters and digits in kebab-case, such as "deposit-amount".`,
    );
}

/** @throws {Refused} when the concept is there already, or git would ignore its folder. */
export async function checkFolder(subgraph: string, concept: string): Promise<void> {
  const folder = folderOf(subgraph, concept);
  if (existsSync(folder)) throw new Refused(`The subgraph "${subgraph}" already has a folder "${concept}".`);
  const ask = promisify(execFile)('git', ['check-ignore', '--quiet', `${folder}/`], { cwd: ROOT });
  // Without git, or outside a repository, nothing is ignored.
  const isIgnored = await ask.then(
    () => true,
    () => false,
  );
  if (isIgnored) throw new Refused(`"${concept}" is no name for a concept: git ignores that folder.`);
}

function newTypes({ pascal }: Words): string[] {
  return [pascal, `${pascal}Edge`, `${pascal}Connection`, `Create${pascal}Input`, `Create${pascal}Payload`];
}

/** @throws {Refused} naming the first name of the concept that something else has. */
export function checkFree(concept: string, taken: Taken): void {
  const words = wordsOf(concept);
  const isGlobal = words.pascal in globalThis;
  const ambiguous = ambiguousNames(render({ subgraph: 'any', words, prefix: 'any', isFirstList: true }));
  const faults = [
    ...(isGlobal ? [`the class ${words.pascal} is JavaScript's own`] : []),
    ...ambiguous.map((name) => `${name} means something else in its files`),
    ...newTypes(words)
      .filter((name) => taken.types.has(name))
      .map((name) => `the GraphQL type ${name} is taken`),
    ...[words.manyCamel, `create${words.pascal}`]
      .filter((name) => taken.rootFields.has(name))
      .map((name) => `the GraphQL field ${name} is taken`),
    ...['read', 'create']
      .map((verb) => `${words.camel}.${verb}`)
      .filter((name) => taken.actions.has(name))
      .map((name) => `the action ${name} is taken`),
    ...(taken.tables.has(words.snake) ? [`the table ${words.snake} is taken`] : []),
  ];
  const [fault] = faults;
  if (fault) throw new Refused(`"${concept}" cannot be a new concept: ${fault}.`);
}
