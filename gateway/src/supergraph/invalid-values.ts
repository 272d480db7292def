import { GraphQLError } from 'graphql';
import type { Logger } from 'pino';
import { INTERNAL_MESSAGE } from '../refusals/refusal-error.ts';
import type { PlanResult } from './subscription-planner.ts';

/**
 * Says where data was taken out because a subgraph broke its own schema, such as null for what is never null.
 * Apollo's executor tells that beside the errors, in an extension that names the schema's insides.
 */
export function withInvalidValues(result: PlanResult, requestId: string, logger: Logger): PlanResult {
  const found = result.extensions?.valueCompletion;
  if (!Array.isArray(found)) return result;
  logger.error({ requestId, found: found.map(String) }, 'A subgraph answered with invalid values.');
  const errors = found.map((error: unknown) => {
    const path = error instanceof GraphQLError ? error.path : undefined;
    return new GraphQLError(INTERNAL_MESSAGE, {
      path: path ?? null,
      extensions: { code: 'INTERNAL', requestId },
    });
  });
  const { extensions: _, ...rest } = result;
  return { ...rest, errors: [...(result.errors ?? []), ...errors] };
}
