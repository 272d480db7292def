import { parentPort, workerData } from 'node:worker_threads';
import { Supergraph } from '@apollo/federation-internals';
import { QueryPlanner } from '@apollo/query-planner';
import { assertValidSchema } from 'graphql';
import type { Verdict } from './check-supergraph.ts';

/** Goes the whole way: to a planner with every subgraph checked, and to the schema that clients see. */
function verdictOn(supergraphSdl: string): Verdict {
  try {
    const supergraph = Supergraph.build(supergraphSdl);
    new QueryPlanner(supergraph);
    assertValidSchema(supergraph.apiSchema().toGraphQLJSSchema());
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

parentPort?.postMessage(verdictOn(String(workerData)));
