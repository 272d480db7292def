import type { GraphQLFormattedError } from 'graphql';

/** Names the request in errors that are faults of ours, so that its log lines can be found. */
export function namedErrors(
  errors: readonly GraphQLFormattedError[],
  requestId: string,
): readonly GraphQLFormattedError[] {
  return errors.map((error) =>
    error.extensions?.code === 'INTERNAL'
      ? { ...error, extensions: { ...error.extensions, requestId } }
      : error,
  );
}
