import type { GraphQLError, GraphQLFormattedError } from 'graphql';
import type { FormatError } from '../supergraph/format-error.ts';
import { namedErrors } from '../supergraph/named-errors.ts';
import type { OperationContext } from '../supergraph/operation-context.ts';
import type { ExecutionAnswer, ValidRequest } from '../supergraph/valid-request.ts';
import { type AnswerHead, formatted, graphQLErrorOf } from './answer-head.ts';
import type { ValidOperation } from './valid-operation.ts';
import type { ValidOperations } from './valid-operations.ts';

/** What the shortcut stands on, whatever carries the operations. */
export interface ShortcutStand {
  readonly operations: ValidOperations;
  readonly executor: { execute(request: ValidRequest): Promise<ExecutionAnswer> };
  readonly formatError: FormatError;
}

/** An answer with its errors in the words in which they are told. */
export interface ToldAnswer {
  readonly data?: ExecutionAnswer['data'] | undefined;
  readonly errors?: readonly GraphQLFormattedError[] | undefined;
  readonly extensions?: ExecutionAnswer['extensions'] | undefined;
}

/** What the executor takes of an operation that was found valid before. */
export function validRequest(
  { schema, document, operation, queryHash }: ValidOperation,
  request: ValidRequest['request'],
  context: OperationContext,
): ValidRequest {
  const operationName = operation.name?.value ?? null;
  return { schema, document, operation, queryHash, operationName, request, context: { operation: context } };
}

/** What comes of an execution that threw. */
export function failure(thrown: unknown): ExecutionAnswer {
  return { errors: [graphQLErrorOf(thrown)] };
}

/** The errors as they are told in answer to a request; what they make of the head of the answer is noted there. */
export function toldErrors(
  errors: readonly GraphQLError[],
  head: AnswerHead,
  { formatError, requestId }: Pick<ShortcutStand, 'formatError'> & Pick<OperationContext, 'requestId'>,
): readonly GraphQLFormattedError[] {
  const told = errors.map((error) => formatted(error, head, formatError));
  return namedErrors(told, requestId);
}

/** The answer of an operation, for carriers whose answers have no head. */
export async function answerOf(
  { executor, formatError }: Pick<ShortcutStand, 'executor' | 'formatError'>,
  request: ValidRequest,
): Promise<ToldAnswer> {
  const { requestId } = request.context.operation;
  const { data, errors, extensions } = await executor.execute(request).catch(failure);
  const head: AnswerHead = { status: null, headers: new Map() };
  return { data, extensions, errors: errors && toldErrors(errors, head, { formatError, requestId }) };
}
