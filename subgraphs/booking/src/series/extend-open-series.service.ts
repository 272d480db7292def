import { DomainError } from '@freehold/kernel/errors/domain-error';
import type { Context } from '@freehold/kernel/subgraph/context';
import { localDate } from '@freehold/kernel/values/calendar';
import { Series } from './series.entity.ts';
import { extendSeries } from './series.service.ts';

/**
 * Moves the horizons of the tenant's series on by what has passed since: each in a transaction of its own, once a day.
 * What the plan or a taken resource refuses is tried again the next day, and stops no other series.
 */
export async function extendOpenSeries(ctx: Context): Promise<void> {
  const where = { endedBefore: null, horizonDays: { $ne: null } };
  const open = await ctx.read((em) => em.find(Series, where, { orderBy: { id: 'asc' } }));
  const day = localDate(ctx.now(), ctx.tenant().timeZone);
  for (const { id: seriesId, horizonDays } of open) {
    if (horizonDays === null) continue;
    try {
      await extendSeries(ctx, { seriesId, horizonDays }, `${seriesId} on ${day}`);
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      ctx.parts.logger.info({ series: seriesId, code: error.code }, 'A series could not be extended today.');
    }
  }
}
