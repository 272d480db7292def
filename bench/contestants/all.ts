import { apollo } from './apollo.ts';
import type { Start } from './contestant.ts';
import { bare, exchangesAlone, inApolloServer, inProcess, nothingInApolloServer } from './freehold.ts';
import { hive } from './hive.ts';
import { oneSchema } from './monolith.ts';
import { served } from './served.ts';

/** Everybody who can be compared, by the name in the tables. */
export const CONTESTANTS: Readonly<Record<string, Start>> = {
  '@apollo/gateway': apollo,
  '@graphql-hive/gateway': hive(false),
  '@graphql-hive/gateway, sharing': hive(true),
  'freehold, executor alone': bare(false),
  'its exchanges alone, nothing executed': exchangesAlone,
  'freehold, in Apollo Server': inApolloServer(false),
  'Apollo Server, an executor that does nothing': nothingInApolloServer,
  'freehold, as served': served({ shares: false, isShort: true }),
  "freehold, as served by Apollo Server's pipeline": served({ shares: false, isShort: false }),
  'freehold, as served, sharing': served({ shares: true, isShort: true }),
  'freehold, executor alone, sharing': bare(true),
  'freehold, in Apollo Server, sharing': inApolloServer(true),
  'one schema, graphql-jit': oneSchema,
  'freehold, four subgraphs': inProcess,
};
