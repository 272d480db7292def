import { ApolloGateway } from '@apollo/gateway';
import type { Caller } from '@freehold/kernel/caller/caller';
import type { SubgraphClient } from '@freehold/kernel/caller/subgraph-call';
import { type DocumentNode, type GraphQLSchema, getOperationAST, parse } from 'graphql';
import { pino } from 'pino';
import { OperationCompiler } from '../src/execution/operation-compiler.ts';
import { SharedCalls } from '../src/subgraphs/shared-calls.ts';
import { SubgraphFetcher } from '../src/subgraphs/subgraph-fetcher.ts';
import type { OperationContext } from '../src/supergraph/operation-context.ts';
import { switchOffDataCollection } from './data-collection.ts';
import type { GeneratedOperation } from './operation-generator.ts';

const CALLER: Caller = { kind: 'public', requestId: 'r', tenant: null, member: null };
const logger = pino({ level: 'silent' });

/** An error as far as it can be compared. */
export interface SeenError {
  readonly message: string;
  readonly path: readonly (string | number)[] | undefined;
  readonly extensions: unknown;
}

/** What an executor answers, as far as it can be compared. */
export interface Seen {
  readonly data: unknown;
  readonly errors: readonly SeenError[];
  /** The places of values that no subgraph may answer. */
  readonly faults: readonly SeenError['path'][];
}

type Fault = {
  message: string;
  path?: SeenError['path'] | null | undefined;
  extensions?: object | null | undefined;
};
type ApolloRequest = Parameters<ApolloGateway['executor']>[0];

function contextOf(): OperationContext {
  return { requestId: 'r', caller: CALLER, cookies: {}, cookieChanges: [] };
}

function seenError({ message, path, extensions }: Fault): SeenError {
  return { message, path: path ?? undefined, extensions: { ...extensions } };
}

const byText = (one: unknown, other: unknown): number =>
  JSON.stringify(one) < JSON.stringify(other) ? -1 : 1;

function seen(data: unknown, errors: readonly Fault[], faults: readonly Fault[]): Seen {
  return {
    data: JSON.parse(JSON.stringify(data ?? null)),
    errors: errors.map(seenError).sort(byText),
    faults: faults.map(({ path }) => path ?? undefined),
  };
}

/** The same subgraphs behind @apollo/gateway's executor and behind ours. */
export class TwoExecutors {
  readonly #fetcher: SubgraphFetcher;
  readonly #compiler: OperationCompiler;
  readonly #apollo: ApolloGateway;
  readonly schema: GraphQLSchema;

  private constructor(
    sdl: string,
    subgraphs: readonly SubgraphClient[],
    apollo: ApolloGateway,
    schema: GraphQLSchema,
  ) {
    this.#fetcher = fetcherOf(subgraphs);
    this.#compiler = new OperationCompiler(sdl);
    this.#apollo = apollo;
    this.schema = schema;
  }

  static async start(supergraphSdl: string, subgraphs: readonly SubgraphClient[]): Promise<TwoExecutors> {
    switchOffDataCollection();
    const fetcher = fetcherOf(subgraphs);
    const apollo = new ApolloGateway({
      supergraphSdl,
      logger,
      buildService: ({ name }) => ({
        process: async ({ request: { query = '', operationName, variables = {} } }) => {
          const kind = query.startsWith('mutation') ? 'mutation' : 'query';
          const request = { query, operationName, head: '', variables, kind, variablesText: '' } as const;
          const { data, errors } = await fetcher.fetch(
            name,
            { ...request, variablesText: JSON.stringify(variables) },
            contextOf(),
          );
          return { ...(data === undefined ? {} : { data }), ...(errors?.length ? { errors } : {}) };
        },
      }),
    });
    const { schema } = await apollo.load();
    return new TwoExecutors(supergraphSdl, subgraphs, apollo, schema);
  }

  async apollo({ query, variables }: GeneratedOperation, document = parse(query)): Promise<Seen> {
    const { data, errors, extensions } = await this.#apollo.executor(
      this.#request(query, variables, document),
    );
    const faults: unknown = extensions?.valueCompletion;
    return seen(data, errors ?? [], Array.isArray(faults) ? faults : []);
  }

  async ours({ query, variables }: GeneratedOperation, document = parse(query)): Promise<Seen> {
    const name = getOperationAST(document)?.name?.value ?? null;
    const compiled = this.#compiler.compile(document, name, variables);
    const context = contextOf();
    const ask = (subgraph: string, request: Parameters<SubgraphFetcher['fetch']>[1]) =>
      this.#fetcher.fetch(subgraph, request, context);
    const { data, errors, faults } = await compiled.execute({ ask, variables });
    return seen(data, errors, faults);
  }

  stop(): Promise<void> {
    return this.#apollo.stop();
  }

  #request(
    query: string,
    variables: Readonly<Record<string, unknown>>,
    document: DocumentNode,
  ): ApolloRequest {
    const operation = getOperationAST(document);
    if (!operation) throw new Error('There is no operation.');
    return {
      request: { query, variables: { ...variables } },
      document,
      operation,
      operationName: operation.name?.value ?? null,
      source: query,
      queryHash: query,
      schema: this.schema,
      logger,
      context: {},
      metrics: {},
      overallCachePolicy: {},
    } as unknown as ApolloRequest;
  }
}

function fetcherOf(subgraphs: readonly SubgraphClient[]): SubgraphFetcher {
  return new SubgraphFetcher({ subgraphs, calls: new SharedCalls(), logger });
}
