import type { GraphQLFormattedError } from 'graphql';
import type { Logger } from 'pino';
import { DOCUMENT_LIMIT_EXCEEDED, DOCUMENT_LIMITS } from '../limits/document-limits.ts';
import { INTERNAL_MESSAGE } from '../refusals/refusal-error.ts';

const TOO_MANY_TOKENS = /Document contains more tha[nt] \d+ tokens/;
const SUGGESTION = / Did you mean .*\?$/s;
const INTROSPECTION_MESSAGE = 'Introspection is off at this address.';

/** Takes the names of the schema's parts out of a message of graphql-js. */
function withoutSuggestion(message: string): string {
  return message.replace(SUGGESTION, '');
}

function tokenLimit(): GraphQLFormattedError {
  const max = DOCUMENT_LIMITS.tokens;
  return {
    message: `The document exceeds the limit of ${max} for tokens.`,
    extensions: { code: DOCUMENT_LIMIT_EXCEEDED, limit: 'tokens', max },
  };
}

function promoted(error: GraphQLFormattedError, code: unknown): GraphQLFormattedError {
  const { validationErrorCode: _, ...extensions } = error.extensions ?? {};
  const message = code === 'INTROSPECTION_DISABLED' ? INTROSPECTION_MESSAGE : error.message;
  return { ...error, message, extensions: { ...extensions, code } };
}

/** Says an error as the client may read it. */
export type FormatError = (error: GraphQLFormattedError, thrown: unknown) => GraphQLFormattedError;

/**
 * The last hand on every error before it leaves: a rule's own code stands first, faults of ours are logged and
 * masked, and in production messages suggest no names of the schema.
 */
export function createFormatError({
  production,
  logger,
}: {
  production: boolean;
  logger: Logger;
}): FormatError {
  return (error, thrown) => {
    const { code, validationErrorCode } = error.extensions ?? {};
    if (code === 'INTERNAL_SERVER_ERROR') {
      logger.error({ err: thrown }, 'An operation failed in the gateway.');
      return { message: INTERNAL_MESSAGE, extensions: { code: 'INTERNAL' } };
    }
    if (validationErrorCode !== undefined) return promoted(error, validationErrorCode);
    if (TOO_MANY_TOKENS.test(error.message)) return tokenLimit();
    return production ? { ...error, message: withoutSuggestion(error.message) } : error;
  };
}
