import { ApolloGateway } from '@apollo/gateway';
import { type DocumentNode, type GraphQLSchema, getOperationAST } from 'graphql';
import { pino } from 'pino';
import type { Ask } from '../../src/execution/plan/plan-run.ts';
import { switchOffDataCollection } from '../data-collection.ts';
import type { ForeignOperation } from './foreign-generator.ts';

const logger = pino({ level: 'silent' });

type ApolloRequest = Parameters<ApolloGateway['executor']>[0];

/** @apollo/gateway's own executor over the same subgraphs. */
export class ForeignApollo {
  readonly #gateway: ApolloGateway;
  #schema: GraphQLSchema | null = null;
  #ask: Ask | null = null;

  constructor(supergraphSdl: string) {
    switchOffDataCollection();
    this.#gateway = new ApolloGateway({
      supergraphSdl,
      logger,
      buildService: ({ name }) => ({
        process: async ({ request: { query = '', operationName, variables = {} } }) => {
          const variablesText = JSON.stringify(variables);
          const kind = query.startsWith('mutation') ? 'mutation' : 'query';
          const reply = await this.#ask?.(name, {
            query,
            operationName,
            kind,
            head: '',
            variables,
            variablesText,
          });
          return JSON.parse(JSON.stringify(reply ?? {}));
        },
      }),
    });
  }

  async execute(document: DocumentNode, { query, variables }: ForeignOperation, ask: Ask) {
    this.#schema ??= (await this.#gateway.load()).schema;
    this.#ask = ask;
    const operation = getOperationAST(document);
    const request = {
      request: { query, variables: { ...variables } },
      document,
      operation,
      operationName: operation?.name?.value ?? null,
      source: query,
      queryHash: query,
      schema: this.#schema,
      logger,
      context: {},
      metrics: {},
      overallCachePolicy: {},
    } as unknown as ApolloRequest;
    return this.#gateway.executor(request);
  }

  stop(): Promise<void> {
    return this.#gateway.stop();
  }
}
