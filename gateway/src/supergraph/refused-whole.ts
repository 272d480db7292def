import { Overloaded, overloadIn } from '@freehold/kernel/errors/overloaded';
import type { GraphQLError } from 'graphql';
import { WrittenData } from '../execution/written-data.ts';

function isEmpty(data: unknown): boolean {
  const read = data instanceof WrittenData ? data.toJSON() : data;
  return typeof read !== 'object' || read === null || Object.values(read).every((value) => value === null);
}

/**
 * The refusal of an operation of which nothing was answered, because too much is asked at once: it can say so before all
 * else, and when to come again. Null where something was answered, or something else is wrong.
 */
export function refusedWhole(data: unknown, errors: readonly GraphQLError[]): Overloaded | null {
  const waits = errors.map(overloadIn).filter((retryAfterMs) => retryAfterMs !== null);
  if (waits.length === 0 || waits.length < errors.length || !isEmpty(data)) return null;
  return new Overloaded(Math.max(...waits));
}
