import type { ApolloServer } from '@apollo/server';
import { type ExecutionResult, GraphQLError, type GraphQLFormattedError } from 'graphql';
import type {
  LiveStep,
  OperationContext,
  ServerContext,
  SubscriptionPlan,
} from '../supergraph/operation-context.ts';

/** What a client asks over a socket. */
export interface OperationRequest {
  readonly query: string;
  readonly operationName?: string | null | undefined;
  readonly variables?: Readonly<Record<string, unknown>> | null | undefined;
}

/** Who asks, for one operation or event. */
export type Asker = Pick<OperationContext, 'requestId' | 'caller' | 'address'>;

function errorOf({ message, path, extensions }: GraphQLFormattedError): GraphQLError {
  return new GraphQLError(message, { path: path ?? null, extensions: extensions ?? null });
}

/** Executes what comes over sockets by the same server that answers HTTP: same limits, same validation, same errors. */
export class Operations {
  readonly #server: ApolloServer<ServerContext>;

  constructor(server: ApolloServer<ServerContext>) {
    this.#server = server;
  }

  /** Answers a query or a mutation; with a step, that step of a subscription. Sockets carry no cookies. */
  async execute(
    { query, operationName, variables }: OperationRequest,
    asker: Asker,
    live?: LiveStep,
  ): Promise<ExecutionResult> {
    const operation: OperationContext = {
      ...asker,
      cookies: {},
      cookieChanges: [],
      ...(live ? { live } : {}),
    };
    const { body } = await this.#server.executeOperation(
      {
        query,
        // Empty is a name, too, that no operation has.
        ...(typeof operationName === 'string' ? { operationName } : {}),
        ...(variables ? { variables: { ...variables } } : {}),
      },
      { contextValue: { operation } },
    );
    if (body.kind !== 'single') throw new Error('Incremental delivery is not served.');
    const { data, errors, extensions } = body.singleResult;
    return {
      ...(data === undefined ? {} : { data }),
      ...(errors?.length ? { errors: errors.map(errorOf) } : {}),
      ...(extensions ? { extensions } : {}),
    };
  }

  /** Plans a subscription, or says why it cannot be. One that was admitted before is not counted again. */
  async plan(
    request: OperationRequest,
    asker: Asker,
    isAdmitted = false,
  ): Promise<SubscriptionPlan | ExecutionResult> {
    const planned: SubscriptionPlan[] = [];
    const result = await this.execute(request, asker, {
      kind: 'plan',
      isAdmitted,
      onPlanned: (plan) => planned.push(plan),
    });
    return planned[0] ?? result;
  }
}
