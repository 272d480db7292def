import { z } from 'zod';
import { type Id, isId } from './id.ts';

/** Text from outside that must be an id with this prefix. */
export function idSchema<P extends string>(prefix: P) {
  return z.custom<Id<P>>(
    (value) => typeof value === 'string' && isId(prefix, value),
    `must be an id that starts with ${prefix}_`,
  );
}
