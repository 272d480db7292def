import { parentPort, workerData } from 'node:worker_threads';
import { ApolloGateway } from '@apollo/gateway';
import { assertValidSchema } from 'graphql';
import type { Verdict } from './check-supergraph.ts';

const silent = () => undefined;

/** Goes the whole way with Apollo's own gateway: to its planner with every subgraph checked, and to what clients see. */
async function verdictOn(supergraphSdl: string): Promise<Verdict> {
  const logger = { debug: silent, info: silent, warn: silent, error: silent };
  const gateway = new ApolloGateway({ supergraphSdl, logger });
  try {
    const { schema } = await gateway.load();
    assertValidSchema(schema);
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  } finally {
    await gateway.stop();
  }
}

parentPort?.postMessage(await verdictOn(String(workerData)));
