import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createGatewayRuntime } from '@graphql-hive/gateway-runtime';
import { unifiedGraphHandler } from '@graphql-hive/router-runtime';
import { buildHTTPExecutor } from '@graphql-tools/executor-http';
import type { Start } from './contestant.ts';

/** What @graphql-mesh/transport-http is made of. */
const http = {
  getSubgraphExecutor: ({ transportEntry, fetch }: { transportEntry: { location?: string }; fetch: never }) =>
    buildHTTPExecutor({ endpoint: transportEntry.location ?? '', fetch }),
};

/** @graphql-hive/gateway's runtime with the planner in Rust; with `shares` who asks the same at once is answered once. */
export function hive(shares: boolean): Start {
  return async ({ supergraphSdl, urls }) => {
    const supergraph = Object.entries(urls).reduce(
      (text, [name, url]) => text.replaceAll(`http://${name}.internal`, `${url}/graphql`),
      supergraphSdl,
    );
    const runtime = createGatewayRuntime({
      supergraph,
      unifiedGraphHandler,
      transports: { http } as never,
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
