import { buildSubgraphSchema } from '@apollo/subgraph';
import { buildSchema, type ExecutionResult, type GraphQLSchema, parse } from 'graphql';
import { compileQuery, isCompiledQuery } from 'graphql-jit';
import { entityOf, MONOLITH, page, SHOP } from './shop.ts';

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
    return run({}, {}, variables);
  };
}

/** The whole shop as one schema that does not federate. */
export function monolith(): Answer {
  const schema = buildSchema(MONOLITH);
  const field = schema.getQueryType()?.getFields().page;
  if (field) field.resolve = page;
  return jit(schema);
}

type Module = Extract<Parameters<typeof buildSubgraphSchema>[0], readonly unknown[]>[number];
type Resolvers = Extract<Module, { typeDefs: unknown }>['resolvers'];

/** What only one subgraph can answer. */
const RESOLVERS: Readonly<Record<string, NonNullable<Resolvers>>> = {
  catalog: { Query: { page } },
  stock: { Item: { __resolveReference: entityOf } },
  reviews: { Item: { __resolveReference: entityOf } },
  people: { Person: { __resolveReference: entityOf } },
};

/** A subgraph of the shop. */
export function subgraph(name: string): Answer {
  const typeDefs = parse(SHOP[name] ?? '');
  return jit(buildSubgraphSchema([{ typeDefs, resolvers: RESOLVERS[name] ?? {} }]));
}
