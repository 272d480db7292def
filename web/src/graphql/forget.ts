import type { Cache, UpdateResolver } from '@urql/exchange-graphcache';

/** Forgets what was read of these fields of an entity, so that it is asked again. */
export function forget(cache: Cache, entity: string, fieldNames: readonly string[]): void {
  for (const { fieldName, arguments: args } of cache.inspectFields(entity)) {
    if (fieldNames.includes(fieldName)) cache.invalidate(entity, fieldName, args);
  }
}

/** After a change, forgets these lists of the whole API. */
export function forgetLists(...fieldNames: string[]): UpdateResolver {
  return (_result, _args, cache) => forget(cache, 'Query', fieldNames);
}

/** What stands in an answer under a path of names; undefined where there is nothing. */
export function within(answer: unknown, ...path: string[]): unknown {
  return path.reduce<unknown>(
    (found, name) =>
      typeof found === 'object' && found !== null
        ? Object.entries(found).find(([key]) => key === name)?.[1]
        : undefined,
    answer,
  );
}

/** Forgets lists of one entity, which the answer or the arguments name. */
export function forgetOf(cache: Cache, typeName: string, id: unknown, fieldNames: readonly string[]): void {
  const entity = typeof id === 'string' ? cache.keyOfEntity({ __typename: typeName, id }) : null;
  if (entity !== null) forget(cache, entity, fieldNames);
}
