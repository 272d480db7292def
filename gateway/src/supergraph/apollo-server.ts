import { ApolloServer, type ApolloServerPlugin, type GraphQLResponse } from '@apollo/server';
import { ApolloServerPluginLandingPageDisabled } from '@apollo/server/plugin/disabled';
import type { Logger } from 'pino';
import { setCookieHeader } from '../cookies/refresh-cookie.ts';
import { DOCUMENT_LIMITS, documentLimits } from '../limits/document-limits.ts';
import { documentStore } from './document-store.ts';
import type { FormatError } from './format-error.ts';
import { namedErrors } from './named-errors.ts';
import type { ServerContext } from './operation-context.ts';
import type { SupergraphExecutor } from './supergraph.ts';
import { writeResult } from './write-result.ts';

/** What the server of operations needs. */
export interface OperationServerOptions {
  readonly executor: SupergraphExecutor;
  readonly logger: Logger;
  /** No introspection and no suggestions in production. */
  readonly production: boolean;
  readonly formatError: FormatError;
  /** What else is to be told of operations. */
  readonly plugins: readonly ApolloServerPlugin<ServerContext>[];
}

/** What documents are judged by beside the rules of GraphQL itself. */
export const VALIDATION_RULES = [documentLimits];

function nameRequest({ body }: GraphQLResponse, requestId: string): void {
  if (body.kind !== 'single' || !body.singleResult.errors) return;
  body.singleResult.errors = namedErrors(body.singleResult.errors, requestId);
}

function answerPlugin(): ApolloServerPlugin<ServerContext> {
  return {
    requestDidStart: async () => ({
      willSendResponse: async ({ response, contextValue }) => {
        nameRequest(response, contextValue.operation.requestId);
        const change = contextValue.operation.cookieChanges.at(-1);
        if (change) response.http.headers.set('set-cookie', setCookieHeader(change));
      },
    }),
  };
}

/** The started server that parses, validates and executes every operation, whatever carried it here. */
export async function startOperationServer({
  executor,
  logger,
  production,
  formatError,
  plugins,
}: OperationServerOptions): Promise<ApolloServer<ServerContext>> {
  const server = new ApolloServer<ServerContext>({
    gateway: executor.gateway,
    introspection: !production,
    hideSchemaDetailsFromClientErrors: production,
    csrfPrevention: true,
    allowBatchedHttpRequests: false,
    persistedQueries: false,
    documentStore: documentStore(),
    includeStacktraceInErrorResponses: false,
    stopOnTerminationSignals: false,
    nodeEnv: 'production',
    logger,
    parseOptions: { maxTokens: DOCUMENT_LIMITS.tokens },
    validationRules: VALIDATION_RULES,
    stringifyResult: writeResult,
    formatError,
    plugins: [ApolloServerPluginLandingPageDisabled(), answerPlugin(), ...plugins],
  });
  await server.start();
  return server;
}
