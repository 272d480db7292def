import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import type { Start } from './contestant.ts';

// Required, not imported: its types declare extensions of graphql's errors for the whole program.
const require = createRequire(import.meta.url);
const { createGatewayRuntime } = require('@graphql-hive/gateway-runtime');
const { unifiedGraphHandler } = require('@graphql-hive/router-runtime');
const { buildHTTPExecutor } = require('@graphql-tools/executor-http');

/** What a transport is told of a subgraph. */
interface Transported {
  readonly transportEntry: { readonly location?: string };
  readonly fetch: unknown;
}

/** What @graphql-mesh/transport-http is made of. By itself it shares what is asked of a subgraph at once. */
function http(shares: boolean) {
  return {
    getSubgraphExecutor: ({ transportEntry: { location = '' }, fetch }: Transported) =>
      buildHTTPExecutor({ endpoint: location, fetch, deduplicateInflightRequests: shares }),
  };
}

/**
 * @graphql-hive/gateway's runtime with the planner in Rust; with `shares` who asks the same at once is answered once, as
 * a whole and by what is asked of the subgraphs.
 */
export function hive(shares: boolean): Start {
  return async ({ supergraphSdl, urls }) => {
    const supergraph = Object.entries(urls).reduce(
      (text, [name, url]) => text.replaceAll(`http://${name}.internal`, `${url}/graphql`),
      supergraphSdl,
    );
    const runtime = createGatewayRuntime({
      supergraph,
      unifiedGraphHandler,
      transports: { http: http(shares) },
      logging: false,
      maskedErrors: false,
      landingPage: false,
      graphiql: false,
      inboundInflightRequestDeduplication: shares,
    });
    const server = createServer(runtime);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    return { url: `http://127.0.0.1:${port}/graphql` };
  };
}
