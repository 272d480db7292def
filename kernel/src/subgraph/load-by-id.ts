import type { EntityClass, FilterQuery } from '@mikro-orm/core';
import { NotFound } from '../errors/refusals.ts';
import type { BatchLoad } from './context.ts';

/** Loads rows of a table by id, all that one turn asks for with one statement; an unknown id is {@link NotFound}. */
export function loadById<T extends object & { id: string }>(
  entity: EntityClass<T>,
  what: string,
): BatchLoad<T['id'], T> {
  return async (ctx, ids) => {
    const where: FilterQuery<{ id: string }> = { id: { $in: [...ids] } };
    const found = await ctx.read((em) => em.find(entity, where as never));
    const byId = new Map<string, T>(found.map((row) => [row.id, row]));
    return ids.map((id) => byId.get(id) ?? new NotFound(what));
  };
}
