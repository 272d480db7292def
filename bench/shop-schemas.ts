import { buildSubgraphSchema } from '@apollo/subgraph';
import {
  buildSchema,
  type ExecutionResult,
  type GraphQLFieldResolver,
  type GraphQLSchema,
  isObjectType,
  parse,
} from 'graphql';
import { compileQuery, isCompiledQuery } from 'graphql-jit';
import { type Loaders, loaders, MONOLITH, page, SHOP } from './shop.ts';

/** An operation of a schema, as it is asked. */
export interface Asked {
  readonly query: string;
  readonly variables?: Readonly<Record<string, unknown>> | undefined;
}

/** Answers what is asked of one schema. */
export type Answer = (asked: Asked) => Promise<ExecutionResult> | ExecutionResult;

/** Answers by graphql-jit; each operation is parsed and compiled once. */
function jit(schema: GraphQLSchema): Answer {
  const known = new Map<string, ReturnType<typeof compiled>>();
  const compiled = (query: string) => {
    const found = compileQuery(schema, parse(query));
    if (!isCompiledQuery(found)) throw new Error(`graphql-jit does not compile ${query}`);
    return found.query;
  };
  return ({ query, variables }) => {
    const run = known.get(query) ?? compiled(query);
    known.set(query, run);
    return run({}, loaders(), variables);
  };
}

type Resolve = GraphQLFieldResolver<{ readonly id: string }, Loaders>;

const loadReviews: Resolve = async ({ id }, _args, load) => (await load.reviews.load(id))?.reviews;
const loadAuthor: GraphQLFieldResolver<{ readonly author: { readonly id: string } }, Loaders> = (
  { author },
  _args,
  load,
) => load.people.load(author.id);

/** What the whole shop has to load beside the page. What a subgraph loads by its key, it loads by the same key. */
const LOADED = [
  ['Query', 'page', page],
  ['Item', 'reviews', loadReviews],
  ['Review', 'author', loadAuthor],
] as const;

/** The whole shop as one schema that does not federate. */
export function monolith(): Answer {
  const schema = buildSchema(MONOLITH, { assumeValidSDL: true });
  for (const [typeName, fieldName, resolve] of LOADED) {
    const type = schema.getType(typeName);
    const field = isObjectType(type) ? type.getFields()[fieldName] : undefined;
    if (field) field.resolve = resolve;
  }
  return jit(schema);
}

type Module = Extract<Parameters<typeof buildSubgraphSchema>[0], readonly unknown[]>[number];
type Resolvers = Extract<Module, { typeDefs: unknown }>['resolvers'];

/** What only one subgraph can answer. */
const RESOLVERS: Readonly<Record<string, NonNullable<Resolvers>>> = {
  catalog: { Query: { page } },
  stock: { Item: { __resolveReference: ({ id }: { id: string }, load: Loaders) => load.items.load(id) } },
  reviews: { Item: { __resolveReference: ({ id }: { id: string }, load: Loaders) => load.reviews.load(id) } },
  people: { Person: { __resolveReference: ({ id }: { id: string }, load: Loaders) => load.people.load(id) } },
};

/** A subgraph of the shop. */
export function subgraph(name: string): Answer {
  const typeDefs = parse(SHOP[name] ?? '');
  return jit(buildSubgraphSchema([{ typeDefs, resolvers: RESOLVERS[name] ?? {} }]));
}
