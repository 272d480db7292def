import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { SubgraphDefinition } from '@freehold/kernel/subgraph/concept';
import { buildGuardedSchema } from '@freehold/kernel/subgraph/schema/build-schema';
import { Kind, parse, specifiedScalarTypes } from 'graphql';
import { Refused } from '../../workspace/refused.ts';
import { loadDefinition, ROOT, subgraphNames } from '../../workspace/subgraphs.ts';

/** Names that a new concept may not take, because all subgraphs become one schema. */
export interface Taken {
  /** GraphQL types. */
  readonly types: ReadonlySet<string>;
  /** Fields of Query, Mutation and Subscription. */
  readonly rootFields: ReadonlySet<string>;
  readonly actions: ReadonlySet<string>;
  readonly tables: ReadonlySet<string>;
  /** What ids begin with. */
  readonly prefixes: ReadonlySet<string>;
  /** Subgraphs that have a list already, and with it the rules of PageInfo. */
  readonly pagedSubgraphs: ReadonlySet<string>;
}

const ROOT_TYPES = ['Query', 'Mutation', 'Subscription'];
const SOURCES = ['kernel', 'subgraphs', 'editions'];
const TABLE = /\b(?:Tenant|Global)Table\(\s*'([a-z_]+)'/g;
const PREFIX = /\b(?:(?:IdType|newId|idOf|isId|idSchema|referenceBy)\(\s*|Id<)'([a-z]+)'/g;

/** A subgraph's definition. @throws {Refused} when its code cannot be loaded. */
export async function definitionOf(name: string): Promise<SubgraphDefinition> {
  return loadDefinition(name).catch((error: unknown) => {
    throw new Refused(
      `The subgraph "${name}" cannot be loaded: ${error instanceof Error ? error.message : error}`,
      error,
    );
  });
}

async function sourceTexts(): Promise<string[]> {
  const folders = await Promise.all(
    SOURCES.map((folder) => readdir(join(ROOT, folder), { withFileTypes: true, recursive: true })),
  );
  const files = folders
    .flat()
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => !/[\\/](?:node_modules|dist)[\\/]/.test(path));
  return Promise.all(files.map((file) => readFile(file, 'utf8')));
}

function matchesOf(pattern: RegExp, texts: readonly string[]): Set<string> {
  return new Set(texts.flatMap((text) => [...text.matchAll(pattern)].map(([, name = '']) => name)));
}

function hasList({ concepts }: SubgraphDefinition): boolean {
  return concepts.some(({ permissions }) => 'PageInfo' in permissions);
}

/** Every name that is taken in any subgraph or edition. @throws {Refused} when a subgraph cannot be loaded. */
export async function readTaken(): Promise<Taken> {
  const definitions = await Promise.all(subgraphNames().map(definitionOf));
  const schemas = await Promise.all(definitions.map(buildGuardedSchema));
  const types = schemas
    .flatMap(({ sdl }) => parse(sdl).definitions)
    .flatMap((node) => ('name' in node && node.name ? [{ node, name: node.name.value }] : []));
  const rootFields = types
    .filter(({ name }) => ROOT_TYPES.includes(name))
    .flatMap(({ node }) => (node.kind === Kind.OBJECT_TYPE_DEFINITION ? (node.fields ?? []) : []));
  const texts = await sourceTexts();
  return {
    types: new Set([
      ...ROOT_TYPES,
      ...specifiedScalarTypes.map(({ name }) => name),
      ...types.map(({ name }) => name),
    ]),
    rootFields: new Set(rootFields.map((field) => field.name.value)),
    actions: new Set(
      definitions.flatMap(({ concepts }) => concepts.flatMap(({ actions = {} }) => Object.keys(actions))),
    ),
    tables: matchesOf(TABLE, texts),
    prefixes: matchesOf(PREFIX, texts),
    pagedSubgraphs: new Set(definitions.filter(hasList).map(({ name }) => name)),
  };
}
