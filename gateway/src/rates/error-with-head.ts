import type { DomainError } from '@freehold/kernel/errors/domain-error';
import { GraphQLError } from 'graphql';
import { refusalError } from '../refusals/refusal-error.ts';
import { statusOf } from '../refusals/refusal-status.ts';
import { RateLimited } from './rate-limited.ts';

/** The error that says a refusal of a whole operation, with the status and the headers of its answer over HTTP. */
export function errorWithHead(refusal: DomainError): GraphQLError {
  const { message, extensions } = refusalError(refusal);
  const headers = refusal instanceof RateLimited ? refusal.headers() : new Map<string, string>();
  return new GraphQLError(message, {
    extensions: { ...extensions, http: { status: statusOf(refusal.code), headers } },
  });
}
