import { GraphQLError } from 'graphql';
import type { Logger } from 'pino';
import type { WrittenAnswer } from '../execution/compiled-operation.ts';
import { INTERNAL_MESSAGE } from '../refusals/refusal-error.ts';

type Path = GraphQLError['path'];

/** Whether one of two places is the other, or on the way to it. */
function isOnTheWay(one: Path, other: Path): boolean {
  if (!one || !other) return false;
  const [near, far] = one.length <= other.length ? [one, other] : [other, one];
  return near.every((key, index) => key === far[index]);
}

/**
 * All errors of an answer: what the subgraphs have said, and one for each place where data was taken out because a
 * subgraph broke its own schema, such as null for what is never null, unless a subgraph has said why.
 */
export function errorsOf(
  { errors, faults }: Pick<WrittenAnswer, 'errors' | 'faults'>,
  requestId: string,
  logger: Logger,
): readonly GraphQLError[] {
  const unsaid = faults.filter(({ path }) => !errors.some((error) => isOnTheWay(error.path, path)));
  if (unsaid.length === 0) return errors;
  logger.error({ requestId, found: unsaid.map(String) }, 'A subgraph answered with invalid values.');
  const told = unsaid.map(
    ({ path }) =>
      new GraphQLError(INTERNAL_MESSAGE, { path: path ?? null, extensions: { code: 'INTERNAL', requestId } }),
  );
  return [...errors, ...told];
}
