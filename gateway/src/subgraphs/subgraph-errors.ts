import type { GraphQLFormattedError } from 'graphql';
import type { Logger } from 'pino';
import { INTERNAL_MESSAGE } from '../refusals/refusal-error.ts';

const PRIVATE_EXTENSIONS = new Set(['stacktrace', 'exception', 'http', 'url', 'host']);
const NOT_REFUSALS = new Set(['INTERNAL', 'INTERNAL_SERVER_ERROR', 'DOWNSTREAM_SERVICE_ERROR']);

function codeOf({ extensions }: GraphQLFormattedError): string | null {
  return typeof extensions?.code === 'string' ? extensions.code : null;
}

/**
 * A subgraph's error as the caller may see it: a refusal keeps sentence, code and data;
 * everything else is logged and shown as `INTERNAL` with the request's id.
 */
export function shownSubgraphError(
  error: GraphQLFormattedError,
  { subgraph, requestId, logger }: { subgraph: string; requestId: string; logger: Logger },
): GraphQLFormattedError {
  const place = error.path ? { path: error.path } : {};
  const code = codeOf(error);
  if (code === null || NOT_REFUSALS.has(code)) {
    logger.error({ subgraph, requestId, error }, 'A subgraph failed.');
    return { message: INTERNAL_MESSAGE, ...place, extensions: { code: 'INTERNAL', requestId } };
  }
  const shown = Object.entries(error.extensions ?? {}).filter(([key]) => !PRIVATE_EXTENSIONS.has(key));
  return { message: error.message, ...place, extensions: Object.fromEntries(shown) };
}
