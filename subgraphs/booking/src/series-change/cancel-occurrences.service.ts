import type { Context } from '@freehold/kernel/subgraph/context';
import { inSavepoint } from '@freehold/kernel/subgraph/in-savepoint';
import type { Booking } from '../booking/booking.entity.ts';
import { cancelSessionWithin, giveAllBack } from '../ending/cancel-session.service.ts';
import { SeriesChanged } from '../events.ts';
import { findOffering } from '../offering/offering.service.ts';
import type { OccurrenceId } from '../series/occurrence.entity.ts';
import { outcomeOnce, type SeriesOutcome } from '../series/series-outcome.service.ts';
import { holdMeant, holdSessionsOf, type Meant } from './change-series.service.ts';
import type { SeriesScope } from './scope.policy.ts';

/** Occurrences to be called off, named by one of them. */
export interface OccurrencesCancellation {
  readonly occurrenceId: OccurrenceId;
  readonly scope: SeriesScope;
}

/**
 * Calls occurrences off that have not begun: their bookings end at no cost, their claims and units are free again.
 * More than one ends the series.
 * @throws {NotFound} when the tenant has no such occurrence.
 * @throws {SessionCanceled|SessionStarted} when the named one was called off or has begun.
 */
export function cancelOccurrences(
  ctx: Context,
  input: OccurrencesCancellation,
  key: string,
): Promise<SeriesOutcome> {
  return outcomeOnce(ctx, { operation: 'cancelOccurrences', key, input }, async (transaction) => {
    const { em, publish } = transaction;
    const meant = await holdMeant(ctx, em, input.occurrenceId, input.scope);
    await holdSessionsOf(em, meant, await findOffering(em, meant.series.offering.id));
    const ended: Booking[] = [];
    for (const { session } of meant.occurrences)
      ended.push(
        ...(await inSavepoint(ctx, transaction, (inner) => cancelSessionWithin(ctx, inner, session.id))),
      );
    await giveAllBack(ctx, transaction, ended);
    endSeries(meant, input.scope);
    const { series, occurrences } = meant;
    publish(SeriesChanged, { seriesId: series.id, version: series.version });
    return { seriesId: series.id, done: occurrences.map(({ id }) => id), failures: [] };
  });
}

function endSeries({ series, named, occurrences }: Meant, scope: SeriesScope): void {
  series.version += 1;
  const [first = named] = occurrences;
  if (scope === 'THIS') series.exdates = [...series.exdates, named.originalLocalStart];
  else series.endedBefore = first.originalLocalStart;
}
