import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import type { Logger } from 'pino';
import { DomainError } from '../errors/domain-error.ts';

/** The refusal inside an error of the executor, or null when it is a bug. */
function refusalIn(error: GraphQLError): DomainError | null {
  return error.originalError instanceof DomainError ? error.originalError : null;
}

/**
 * An error as the caller may see it. A refusal keeps its sentence, code and data; a fault in the document
 * is INVALID; everything else is a bug: logged whole, and shown as INTERNAL with the request's id.
 */
export function toWire(error: GraphQLError, requestId: string, logger: Logger): GraphQLFormattedError {
  const place = { ...(error.path ? { path: error.path } : {}) };
  const refusal = refusalIn(error);
  if (refusal)
    return { message: refusal.message, ...place, extensions: { ...refusal.data, code: refusal.code } };
  if (!error.originalError || error.originalError instanceof GraphQLError)
    return { message: error.message, ...place, extensions: { code: 'INVALID' } };
  logger.error({ err: error.originalError, requestId, path: error.path }, 'A use case failed.');
  return {
    message: 'Something went wrong on our side.',
    ...place,
    extensions: { code: 'INTERNAL', requestId },
  };
}
