import type { EntityClass } from '@mikro-orm/core';
import { prepareRows } from '../database/prepared/prepared-rows.ts';
import { NotFound } from '../errors/refusals.ts';
import type { BatchLoad } from './context.ts';

/** Loads rows of a table by id, all that one turn asks for with one statement; an unknown id is {@link NotFound}. */
export function loadById<T extends object & { id: string }>(
  entity: EntityClass<T>,
  what: string,
): BatchLoad<T['id'], T> {
  const byIds = prepareRows(entity, [{ property: 'id', is: 'in' }]);
  return async (ctx, ids) => {
    const found = await ctx.rows(byIds, ids);
    const byId = new Map<string, T>(found.map((row) => [row.id, row]));
    return ids.map((id) => byId.get(id) ?? new NotFound(what));
  };
}
