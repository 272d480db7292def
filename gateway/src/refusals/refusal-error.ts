import { DomainError } from '@freehold/kernel/errors/domain-error';
import { GraphQLError } from 'graphql';

/** What a caller reads of a fault that is ours. */
export const INTERNAL_MESSAGE = 'Something went wrong.';

/** The error of GraphQL that says a refusal: its sentence, its code, and its data beside the code. */
export function refusalError(refusal: DomainError): GraphQLError {
  return new GraphQLError(refusal.message, { extensions: { ...refusal.data, code: refusal.code } });
}

/** The error of GraphQL for whatever was thrown: a refusal says itself, a bug says `INTERNAL` and the request's id. */
export function shownError(thrown: unknown, requestId: string): GraphQLError {
  if (thrown instanceof DomainError) return refusalError(thrown);
  return new GraphQLError(INTERNAL_MESSAGE, { extensions: { code: 'INTERNAL', requestId } });
}
