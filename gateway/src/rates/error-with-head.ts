import type { DomainError } from '@freehold/kernel/errors/domain-error';
import { GraphQLError } from 'graphql';
import { refusalError } from '../refusals/refusal-error.ts';
import { statusOf } from '../refusals/refusal-status.ts';
import { RateLimited } from './rate-limited.ts';

function comeAgain({ retryAfterMs }: Readonly<Record<string, unknown>>): Map<string, string> {
  return new Map(
    typeof retryAfterMs === 'number' ? [['retry-after', `${Math.ceil(retryAfterMs / 1000)}`]] : [],
  );
}

/** The error that says a refusal of a whole operation, with the status and the headers of its answer over HTTP. */
export function errorWithHead(refusal: DomainError): GraphQLError {
  const { message, extensions } = refusalError(refusal);
  const headers = refusal instanceof RateLimited ? refusal.headers() : comeAgain(extensions);
  return new GraphQLError(message, {
    extensions: { ...extensions, http: { status: statusOf(refusal.code), headers } },
  });
}
