import type { ApolloServer } from '@apollo/server';
import type { DomainError } from '@freehold/kernel/errors/domain-error';
import {
  type ExecutionResult,
  GraphQLError,
  type GraphQLFormattedError,
  getOperationAST,
  type OperationTypeNode,
  parse,
} from 'graphql';
import { DOCUMENT_LIMITS } from '../limits/document-limits.ts';
import { answerOf, type ShortcutStand, type ToldAnswer, validRequest } from '../shortcut/short-answer.ts';
import type { ValidOperation } from '../shortcut/valid-operation.ts';
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
  /** The document's own hash, where it came beside it and may be learned. */
  readonly newHash?: string | null;
}

/** What a client asks over a socket, before the document is found that it may have named by its hash. */
export interface NamedRequest extends OperationRequest {
  readonly extensions?: Readonly<Record<string, unknown>> | null | undefined;
}

/** Who asks, for one operation or event. */
export type Asker = Pick<OperationContext, 'requestId' | 'caller' | 'address' | 'trace'>;

/** What answers the operations of sockets and streams. */
export interface OperationsParts {
  readonly server: ApolloServer<ServerContext>;
  /** The way past the server, for operations that it has found valid. */
  readonly shortcut: ShortcutStand;
}

function errorOf({ message, path, extensions }: GraphQLFormattedError): GraphQLError {
  return new GraphQLError(message, { path: path ?? null, extensions: extensions ?? null });
}

function readKind({ query, operationName }: OperationRequest): OperationTypeNode | null {
  try {
    const document = parse(query, { maxTokens: DOCUMENT_LIMITS.tokens, noLocation: true });
    // Empty is a name, too, that no operation has.
    return getOperationAST(document, operationName ?? null)?.operation ?? null;
  } catch {
    return null;
  }
}

function resultOf({ data, errors, extensions }: ToldAnswer): ExecutionResult {
  return {
    ...(data === undefined ? {} : { data }),
    ...(errors?.length ? { errors: errors.map(errorOf) } : {}),
    ...(extensions ? { extensions } : {}),
  };
}

/**
 * Executes what comes over sockets as what comes over HTTP: same limits, same validation, same errors. What the server has
 * found valid before goes past it, the steps of subscriptions too: of all who come back and ask the same, one is validated.
 */
export class Operations {
  readonly #parts: OperationsParts;

  constructor(parts: OperationsParts) {
    this.#parts = parts;
  }

  /** The request with the document that it names, or why there is none. */
  complete(request: NamedRequest): NamedRequest | DomainError {
    return request;
  }

  /** Refuses what could not be completed. @throws the refusal. */
  refuse(refusal: DomainError, _asker: Asker): Promise<never> {
    return Promise.reject(refusal);
  }

  /**
   * What kind of operation is asked for. Null for a document that is none, or has no such operation: who executes it
   * says what is wrong with it.
   */
  kindOf(request: OperationRequest): OperationTypeNode | null {
    return this.#find(request)?.operation.operation ?? readKind(request);
  }

  /** Answers a query or a mutation; with a step, that step of a subscription. Sockets carry no cookies. */
  async execute(request: OperationRequest, asker: Asker, live?: LiveStep): Promise<ExecutionResult> {
    const operation: OperationContext = {
      ...asker,
      cookies: {},
      cookieChanges: [],
      ...(live ? { live } : {}),
    };
    const valid = this.#find(request);
    return resultOf(
      valid ? await this.#answer(valid, request, operation) : await this.#answerByServer(request, operation),
    );
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

  #find({ query, operationName }: OperationRequest): ValidOperation | null {
    return operationName === '' ? null : this.#parts.shortcut.operations.find(query, operationName ?? null);
  }

  #answer(
    valid: ValidOperation,
    { variables }: OperationRequest,
    operation: OperationContext,
  ): Promise<ToldAnswer> {
    const { shortcut } = this.#parts;
    return answerOf(shortcut, validRequest(valid, { variables: variables ?? undefined }, operation));
  }

  async #answerByServer(
    { query, operationName, variables }: OperationRequest,
    operation: OperationContext,
  ): Promise<ToldAnswer> {
    const { body } = await this.#parts.server.executeOperation(
      {
        query,
        // Empty is a name, too, that no operation has.
        ...(typeof operationName === 'string' ? { operationName } : {}),
        ...(variables ? { variables: { ...variables } } : {}),
      },
      { contextValue: { operation } },
    );
    if (body.kind !== 'single') throw new Error('Incremental delivery is not served.');
    return body.singleResult;
  }
}
