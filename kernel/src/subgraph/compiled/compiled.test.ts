import fc from 'fast-check';
import {
  buildSchema,
  type ExecutionResult,
  execute,
  type GraphQLFieldResolver,
  type GraphQLResolveInfo,
  type GraphQLSchema,
  isAbstractType,
  isObjectType,
  parse,
  validate,
} from 'graphql';
import { describe, expect, it } from 'vitest';
import type { Context } from '../context.ts';
import { compileQuery } from './compile-query.ts';
import { runQuery } from './run-query.ts';

const SDL = `
  interface Named { name: String! }
  enum Kind { ROOM PERSON }
  type Room implements Named { name: String! kind: Kind size(plus: Int = 1): Int doors: [[Int!]] next: Thing self: Room! }
  type Person implements Named { name: String! kind: Kind! friends: [Person!] rooms: [Room]! boss: Person! }
  union Thing = Room | Person
  type Query { things(first: Int!): [Thing!] named: [Named] room: Room! person: Person }`;

const DOCUMENTS = [
  '{ room { name kind doors self { name size } } }',
  '{ person { name friends { name kind } rooms { name } boss { boss { name } } } }',
  'query ($n: Int!) { things(first: $n) { __typename ... on Room { name size(plus: $n) next { ... on Person { name } } } ...P } } fragment P on Person { name boss { name } }',
  '{ named { name ... on Room { doors } ... on Named { __typename } } again: named { n: name } }',
  '{ room { name } room { name self { kind } } person { rooms { size(plus: 3) } } ... { person { rooms { name } } } }',
  'query ($n: Int!) { a: things(first: $n) { ... on Named { name } } b: things(first: 1) { ... on Person { friends { boss { kind } } } } }',
];

const isAtOnce = (seed: number) => seed % 3 === 0;

/**
 * What a field answers, in which way, chosen by a seed: the same for both executors. All at once or all later: of lists
 * that are both, graphql-js leaves promises behind that nobody handles.
 */
function fateOf(seed: number, path: string): { readonly way: number; readonly what: number } {
  let hash = seed;
  for (const char of path) hash = Math.imul(hash ^ char.charCodeAt(0), 0x01000193) >>> 0;
  return { way: isAtOnce(seed) ? 0 : 1 + ((hash >>> 8) % 2), what: (hash >>> 12) % 24 };
}

const VALUES: Readonly<Record<string, (what: number) => unknown>> = {
  String: (what) => (what === 5 ? {} : `text ${what}`),
  Int: (what) => (what === 5 ? 'no number' : what),
  Kind: (what) => (what === 5 ? 'NONE' : ['ROOM', 'PERSON'][what % 2]),
  Room: () => ({ type: 'Room' }),
  Person: () => ({ type: 'Person' }),
  Thing: (what) => ({ type: what === 5 ? 'Query' : ['Room', 'Person'][what % 2] }),
  Named: (what) => ({ type: ['Room', 'Person'][what % 2] }),
};

/** A promise in a list, which nobody may look at when an item before it is refused. */
function later(answer: () => unknown): Promise<unknown> {
  const promise = Promise.resolve().then(answer);
  promise.catch(() => undefined);
  return promise;
}

function answerOf(type: string, what: number): unknown {
  if (what === 0) return null;
  if (what === 1) return new Error('answered');
  if (what === 2) throw new Error('thrown');
  if (!type.startsWith('[')) return VALUES[type.replace('!', '')]?.(what);
  if (what === 5) return 'no list';
  const item = type.replace(/^\[/, '').replace(/\]!?$/, '');
  return Array.from({ length: what % 4 }, (_, index) =>
    index === 2 ? later(() => answerOf(item, (what + 7) % 24)) : answerOf(item, 3 + ((what + index) % 20)),
  );
}

function keyOf(path: GraphQLResolveInfo['path'] | undefined): string {
  return path ? `${keyOf(path.prev)}.${path.key}` : '';
}

function resolverOf(seed: number, type: string): GraphQLFieldResolver<unknown, unknown> {
  return (_source, args, _context, { path }) => {
    const { way, what } = fateOf(seed, `${keyOf(path)}${JSON.stringify(args)}`);
    const answer = () => answerOf(type, what);
    if (way === 0) return answer();
    return way === 1
      ? Promise.resolve().then(answer)
      : Promise.resolve()
          .then(() => null)
          .then(answer);
  };
}

function schemaOf(seed: number): GraphQLSchema {
  const schema = buildSchema(SDL);
  const types = Object.values(schema.getTypeMap()).filter(({ name }) => !name.startsWith('__'));
  for (const type of types) {
    if (isAbstractType(type))
      type.resolveType = (value: { type: string }) =>
        isAtOnce(seed) ? value.type : Promise.resolve(value.type);
    for (const field of isObjectType(type) ? Object.values(type.getFields()) : [])
      field.resolve = resolverOf(seed, String(field.type));
  }
  return schema;
}

const context = {
  caller: { kind: 'public', requestId: 'r', tenant: null, member: null },
} as unknown as Context;

async function bothExecutors(
  seed: number,
  text: string,
): Promise<readonly [ExecutionResult, ExecutionResult]> {
  const schema = schemaOf(seed);
  const document = parse(text, { noLocation: true });
  expect(validate(schema, document)).toEqual([]);
  const compiled = compileQuery(schema, document);
  if (!compiled) throw new Error('It was not compiled.');
  const variableValues = { n: 2 };
  const theirs = await execute({ schema, document, contextValue: context, variableValues });
  const ours = await runQuery(compiled, context, variableValues);
  return [JSON.parse(JSON.stringify(ours)), JSON.parse(JSON.stringify(theirs))];
}

/** Where data was taken out for errors. Of several below one null, which ones are told is for each executor to choose. */
function nullsOf({ errors = [], data }: ExecutionResult): string[] {
  const places = errors.map(({ path = [] }) => {
    let value: unknown = data;
    const depth = path.findIndex((key) => {
      const isGone = value === null || value === undefined;
      value = Object(value)[key];
      return isGone;
    });
    return depth < 0 ? path.join('.') : path.slice(0, depth).join('.');
  });
  return [...new Set(places)].sort();
}

/** Sentences by place, of the places that both tell of. */
function sentencesOf({ errors = [] }: ExecutionResult, others: ExecutionResult): string[] {
  const told = new Set(others.errors?.map(({ path }) => path?.join('.')));
  const shared = errors.filter(({ path }) => told.has(path?.join('.')));
  return [...new Set(shared.map(({ path, message }) => `${path?.join('.')}: ${message}`))].sort();
}

describe('a compiled query', () => {
  it('answers what graphql-js answers, whatever resolvers do', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(), fc.constantFrom(...DOCUMENTS), async (seed, text) => {
        const [ours, theirs] = await bothExecutors(seed, text);
        expect(ours.data).toEqual(theirs.data);
        expect(nullsOf(ours)).toEqual(nullsOf(theirs));
        expect(sentencesOf(ours, theirs)).toEqual(sentencesOf(theirs, ours));
      }),
      { numRuns: 300 },
    );
  });

  it.each([
    ['a directive', 'query ($b: Boolean!) { room { name @include(if: $b) } }'],
    ['introspection', '{ __schema { queryType { name } } }'],
    ['two operations', 'query A { room { name } } query B { room { name } }'],
    ['a name that is special to JavaScript', '{ __proto__: room { name } }'],
  ])('is not made of %s', (_what, text) => {
    expect(compileQuery(schemaOf(1), parse(text))).toBeNull();
  });

  it('refuses variables as graphql-js does', async () => {
    const schema = schemaOf(1);
    const document = parse(DOCUMENTS[2] ?? '');
    const compiled = compileQuery(schema, document);
    const ours = compiled && (await runQuery(compiled, context, { n: 'many' }));
    const theirs = await execute({ schema, document, variableValues: { n: 'many' } });
    expect(JSON.parse(JSON.stringify(ours))).toEqual(JSON.parse(JSON.stringify(theirs)));
  });
});
