import { NotFound } from '../../errors/refusals.ts';
import { type Id, isId } from '../../values/id.ts';
import type { ReferenceResolver } from '../concept.ts';
import type { BatchLoad } from '../context.ts';

/** Answers `_entities` for a type whose key is its id: what is not the caller's tenant's own is null. */
export function referenceBy<P extends string>(prefix: P, batch: BatchLoad<Id<P>, object>): ReferenceResolver {
  return async ({ id }, ctx) => {
    if (typeof id !== 'string' || !isId(prefix, id) || !ctx.caller.tenant) return null;
    return ctx.load(batch, id).catch((error: unknown) => {
      if (error instanceof NotFound) return null;
      throw error;
    });
  };
}
