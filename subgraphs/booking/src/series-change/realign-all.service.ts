import type { Context } from '@freehold/kernel/subgraph/context';
import { localDate } from '@freehold/kernel/values/calendar';
import { Series } from '../series/series.entity.ts';
import { realignSeries } from './realign.service.ts';

/** Looks at each of the tenant's series whether the rules of its zone have changed, once a day at most. */
export async function realignAllSeries(ctx: Context): Promise<void> {
  const all = await ctx.read((em) => em.find(Series, {}, { orderBy: { id: 'asc' } }));
  const day = localDate(ctx.now(), ctx.tenant().timeZone);
  for (const { id } of all) await realignSeries(ctx, id, `${id} on ${day}`);
}
