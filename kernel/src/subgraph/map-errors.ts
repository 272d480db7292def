import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import type { Logger } from 'pino';
import { isLostConnection, isNoConnection, isPassingFault } from '../database/passing-fault.ts';
import { DomainError } from '../errors/domain-error.ts';
import { Overloaded, TOO_MUCH_AT_ONCE } from '../errors/overloaded.ts';
import { Seldom } from './admission/seldom.ts';

const DATABASE_AWAY = 'The database was away for a moment. Try again, with the same key if there was one.';

/** By log: those who wait in vain for a connection are many. */
const waitedInVain = new WeakMap<Logger, Seldom>();

function noteInVain(logger: Logger): void {
  const seldom = waitedInVain.get(logger) ?? new Seldom('No connection to the database was free in time.');
  waitedInVain.set(logger, seldom);
  seldom.warn(logger, () => ({}));
}

/** The refusal inside an error of the executor, or null when it is a bug. */
function refusalIn({ originalError }: GraphQLError, logger: Logger): DomainError | null {
  if (originalError instanceof DomainError) return originalError;
  if (!isNoConnection(originalError)) return null;
  noteInVain(logger);
  return new Overloaded();
}

/** What is said of a fault that may not happen again; null of a bug. */
function passingOf(error: Error): string | null {
  if (isPassingFault(error)) return TOO_MUCH_AT_ONCE;
  return isLostConnection(error) ? DATABASE_AWAY : null;
}

/**
 * An error as the caller may see it. A refusal keeps its sentence, code and data; a fault in the document
 * is INVALID; what found no connection is {@link Overloaded}; what the database gave up, waiting for others or because it went away, is UNAVAILABLE; everything else is
 * a bug: logged whole, and shown as INTERNAL with the request's id.
 */
export function toWire(error: GraphQLError, requestId: string, logger: Logger): GraphQLFormattedError {
  const place = { ...(error.path ? { path: error.path } : {}) };
  const refusal = refusalIn(error, logger);
  if (refusal)
    return { message: refusal.message, ...place, extensions: { ...refusal.data, code: refusal.code } };
  if (!error.originalError || error.originalError instanceof GraphQLError)
    return { message: error.message, ...place, extensions: { code: 'INVALID' } };
  const passing = passingOf(error.originalError);
  if (passing) {
    logger.warn({ err: error.originalError, requestId, path: error.path }, 'The database gave up.');
    return { message: passing, ...place, extensions: { code: 'UNAVAILABLE' } };
  }
  logger.error({ err: error.originalError, requestId, path: error.path }, 'A use case failed.');
  return {
    message: 'Something went wrong on our side.',
    ...place,
    extensions: { code: 'INTERNAL', requestId },
  };
}
