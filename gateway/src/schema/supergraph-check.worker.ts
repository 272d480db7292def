import { parentPort, workerData } from 'node:worker_threads';
import { Supergraph } from '@apollo/federation-internals';
import { ApolloGateway } from '@apollo/gateway';
import { QueryPlanner } from '@apollo/query-planner';
import { assertValidSchema, type GraphQLSchema } from 'graphql';
import { SUPPORTED_FEATURES } from '../execution/supported-features.ts';
import type { Verdict } from './check-supergraph.ts';

const silent = () => undefined;
const CONTEXT_SPEC = 'https://specs.apollo.dev/context/';

/** Goes the whole way with Apollo's own gateway: to its planner with every subgraph checked, and to what clients see. */
async function schemaByGateway(supergraphSdl: string): Promise<GraphQLSchema> {
  const logger = { debug: silent, info: silent, warn: silent, error: silent };
  const gateway = new ApolloGateway({ supergraphSdl, logger });
  try {
    return (await gateway.load()).schema;
  } finally {
    await gateway.stop();
  }
}

/** The same way by its libraries, where the gateway itself turns back: its executor knows no `@context`. */
function schemaByLibraries(supergraphSdl: string): GraphQLSchema {
  const supergraph = Supergraph.build(supergraphSdl, { supportedFeatures: SUPPORTED_FEATURES });
  const planner = new QueryPlanner(supergraph);
  return planner.supergraph.apiSchema().toGraphQLJSSchema();
}

async function verdictOn(supergraphSdl: string): Promise<Verdict> {
  try {
    const hasContexts = supergraphSdl.includes(CONTEXT_SPEC);
    assertValidSchema(hasContexts ? schemaByLibraries(supergraphSdl) : await schemaByGateway(supergraphSdl));
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

parentPort?.postMessage(await verdictOn(String(workerData)));
