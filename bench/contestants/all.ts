import { apollo } from './apollo.ts';
import type { Start } from './contestant.ts';
import { bare, inApolloServer, inProcess } from './freehold.ts';
import { hive } from './hive.ts';
import { oneSchema } from './monolith.ts';

/** Everybody who can be compared, by the name in the tables. */
export const CONTESTANTS: Readonly<Record<string, Start>> = {
  '@apollo/gateway': apollo,
  '@graphql-hive/gateway': hive(false),
  '@graphql-hive/gateway, sharing': hive(true),
  'freehold, executor alone': bare(false),
  'freehold, in Apollo Server': inApolloServer(false),
  'freehold, executor alone, sharing': bare(true),
  'freehold, in Apollo Server, sharing': inApolloServer(true),
  'one schema, graphql-jit': oneSchema,
  'freehold, four subgraphs': inProcess,
};
