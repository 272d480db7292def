import { createRequire } from 'node:module';
import type { Caller } from '@freehold/kernel/caller/caller';
import type { PassportIssuer } from '@freehold/kernel/caller/passport';
import { PASSPORT_HEADER, REQUEST_ID_HEADER } from '@freehold/kernel/caller/subgraph-call';
import { type DocumentNode, type ExecutionResult, print } from 'graphql';

/** An operation of a client. */
export interface Operation {
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
}

/** Where a subgraph listens, and who signs what is asked of it. */
export interface SubgraphPlace {
  readonly name: string;
  readonly url: string;
  readonly passports: PassportIssuer;
}

/** What of Hive Gateway is used here. */
interface HiveRuntime {
  fetch(url: string, init: RequestInit, context: object): Promise<Response>;
  [Symbol.asyncDispose](): Promise<void>;
}

/** What its executor asks of a subgraph. */
interface Asked {
  readonly document: DocumentNode;
  readonly variables?: Record<string, unknown>;
  readonly context?: { readonly caller: Caller };
}

// What the gateway has for its tests. Required, not imported: its types extend the errors of graphql for everybody.
const requireOfGateway = createRequire(import.meta.resolve('@freehold/gateway/gateway'));

/** Hive Gateway over the product's supergraph: who asks is shown to each subgraph by a passport for it alone. */
export class HiveGateway {
  readonly #runtime: HiveRuntime;

  constructor(supergraph: string, places: readonly SubgraphPlace[]) {
    const { createGatewayRuntime }: { createGatewayRuntime(config: object): HiveRuntime } = requireOfGateway(
      '@graphql-hive/gateway-runtime',
    );
    const { unifiedGraphHandler }: { unifiedGraphHandler: unknown } = requireOfGateway(
      '@graphql-hive/router-runtime',
    );
    const getSubgraphExecutor = ({ subgraphName }: { readonly subgraphName: string }) => {
      const place = places.find(({ name }) => name === subgraphName.toLowerCase());
      return (asked: Asked) => askSubgraph(place, asked);
    };
    this.#runtime = createGatewayRuntime({
      supergraph,
      unifiedGraphHandler,
      transports: { http: { getSubgraphExecutor } },
      maskedErrors: false,
      logging: false,
    });
  }

  /** Answers as somebody whom our gateway has introduced. */
  async ask(caller: Caller, operation: Operation): Promise<ExecutionResult> {
    const headers = { 'content-type': 'application/json', accept: 'application/json' };
    const init = { method: 'POST', headers, body: JSON.stringify(operation) };
    const response = await this.#runtime.fetch('http://hive.test/graphql', init, { caller });
    return response.json() as Promise<ExecutionResult>;
  }

  async close(): Promise<void> {
    await this.#runtime[Symbol.asyncDispose]();
  }
}

async function askSubgraph(place: SubgraphPlace | undefined, { document, variables, context }: Asked) {
  if (!place || !context) throw new Error('Nobody is to be asked, or nobody asks.');
  const { caller } = context;
  const response = await fetch(`${place.url}/graphql`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      [PASSPORT_HEADER]: await place.passports.issue(caller),
      [REQUEST_ID_HEADER]: caller.requestId,
    },
    body: JSON.stringify({ query: print(document), variables }),
  });
  return response.json();
}
