import { NotFound } from '@freehold/kernel/errors/refusals';
import type { Context, Transaction } from '@freehold/kernel/subgraph/context';
import { ref } from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/postgresql';
import { lockResources } from '../claim/claim.service.ts';
import { SeriesChanged } from '../events.ts';
import { needsOf, servingAny } from '../offering/need.service.ts';
import type { Offering, OfferingId } from '../offering/offering.entity.ts';
import { findOffering } from '../offering/offering.service.ts';
import { shiftOf } from '../recurrence/plan.policy.ts';
import { instantOf, type LocalTime } from '../recurrence/wall-clock.policy.ts';
import { attemptEach, type SeriesMode } from '../series/attempt.service.ts';
import { Occurrence, type OccurrenceId } from '../series/occurrence.entity.ts';
import type { Series, SeriesId } from '../series/series.entity.ts';
import { holdSeries } from '../series/series.service.ts';
import { outcomeOnce, type SeriesOutcome } from '../series/series-outcome.service.ts';
import { Session } from '../session/session.entity.ts';
import { holdSessions } from '../session/session.service.ts';
import { moveSession, noteMove } from '../session-move/move-session.service.ts';
import { destinationsOf, meantBy, type SeriesScope, withoutOverridden } from './scope.policy.ts';

/** Occurrences of a series to be changed, named by one of them. */
export interface SeriesChange {
  readonly occurrenceId: OccurrenceId;
  readonly scope: SeriesScope;
  /** When the named one is to begin; the others keep as far from their own original start. */
  readonly startsLocal?: LocalTime | null | undefined;
  readonly offeringId?: OfferingId | null | undefined;
  readonly capacity?: number | null | undefined;
  readonly mode: SeriesMode;
}

/** The occurrences that a change of a series means. */
export interface Meant {
  readonly series: Series;
  readonly named: Occurrence;
  readonly occurrences: readonly Occurrence[];
}

/**
 * What a change means, held until the transaction ends: the series first, so that changes of one series wait for
 * each other.
 * @throws {NotFound} when the tenant has no such occurrence.
 * @throws {SessionCanceled|SessionStarted} when the named one was called off or has begun.
 */
export async function holdMeant(
  ctx: Context,
  em: EntityManager,
  occurrenceId: OccurrenceId,
  scope: SeriesScope,
): Promise<Meant> {
  const found = await em.findOne(Occurrence, { id: occurrenceId });
  if (!found) throw new NotFound('occurrence');
  const series = await holdSeries(em, found.series.id);
  const named = await em.findOneOrFail(Occurrence, { id: occurrenceId }, { refresh: true });
  const session = await em.findOneOrFail(Session, { id: named.session.id }, { refresh: true });
  session.refuseWhenCanceled();
  session.refuseWhenStarted(ctx.now());
  const coming = await findComing(em, series.id, ctx.now());
  return { series, named, occurrences: meantBy(coming, named, scope) };
}

/** The occurrences of a series that have not begun and stand, with their sessions. */
export async function findComing(em: EntityManager, seriesId: SeriesId, now: Date): Promise<Occurrence[]> {
  const where = { series: { id: seriesId }, session: { startsAt: { $gt: now }, canceledAt: null } };
  const coming = await em.find(Occurrence, where, { refresh: true, orderBy: { id: 'asc' } });
  // Their references become these sessions; the ORM's own way to load them does not know keys of two parts.
  await em.find(Session, { id: { $in: coming.map(({ session }) => session.id) } }, { refresh: true });
  return coming;
}

/** Keeps the resources and sessions of occurrences, in the order in which everybody does. */
export async function holdSessionsOf(
  em: EntityManager,
  { series, occurrences }: Pick<Meant, 'series' | 'occurrences'>,
  offering: Offering,
): Promise<void> {
  const resourceIds = [
    ...occurrences.map(({ session }) => session.getEntity().resource.id),
    ...servingAny(await needsOf(em, offering)),
  ];
  await lockResources(em, series.tenantId, [...new Set(resourceIds)]);
  await holdSessions(
    em,
    occurrences.map(({ session }) => session.id),
  );
}

/**
 * Changes occurrences that have not begun; those that were changed alone before are left as they are unless named.
 * Bookings keep their seats.
 * @throws {NotFound} when the tenant has no such occurrence or offering.
 * @throws {SessionCanceled|SessionStarted} when the named one was called off or has begun.
 * @throws {OccurrencesRefused} when a resource is taken, seats do not fit, or a start is past or too far.
 */
export function changeSeries(ctx: Context, input: SeriesChange, key: string): Promise<SeriesOutcome> {
  return outcomeOnce(ctx, { operation: 'changeSeries', key, input }, async (transaction) => {
    const { em, publish } = transaction;
    const meant = await holdMeant(ctx, em, input.occurrenceId, input.scope);
    const { series, named } = meant;
    const offering = await findOffering(em, input.offeringId ?? named.session.getEntity().offering.id);
    const changed = { ...meant, occurrences: withoutOverridden(meant.occurrences, named) };
    await holdSessionsOf(em, changed, offering);
    const { done, failures } = await moveEach(ctx, transaction, changed, input);
    keepChange(changed, offering, input);
    await em.flush();
    publish(SeriesChanged, { seriesId: series.id, version: series.version });
    return { seriesId: series.id, done: [...done], failures: [...failures] };
  });
}

function moveEach(ctx: Context, transaction: Transaction, meant: Meant, input: SeriesChange) {
  const { series, named, occurrences } = meant;
  const { startsLocal, mode, scope } = input;
  const shift = startsLocal ? shiftOf(named.originalLocalStart, startsLocal) : null;
  return attemptEach(ctx, transaction, {
    mode,
    items: destinationsOf(occurrences, shift),
    labelOf: (move) => move.startsLocal,
    work: async (inner, move) => {
      const session = move.occurrence.session.getEntity();
      await moveSession(ctx, inner, {
        sessionId: session.id,
        startsAt: instantOf(move.startsLocal, series.timeZone),
        offeringId: input.offeringId,
        capacity: input.capacity,
      });
      const { id } = move.occurrence;
      await noteMove(inner.em, { id, startsLocal: move.startsLocal, isAlone: scope === 'THIS' });
      return id;
    },
  });
}

/** What is to come of the series follows a change of many; a change of one is its own. */
function keepChange({ series, named, occurrences }: Meant, offering: Offering, input: SeriesChange): void {
  series.version += 1;
  if (input.scope === 'THIS') return;
  const [first] = occurrences;
  series.changedFrom = first?.originalLocalStart ?? named.originalLocalStart;
  if (input.startsLocal) series.shiftMinutes = shiftOf(named.originalLocalStart, input.startsLocal);
  if (input.capacity) series.capacity = input.capacity;
  if (input.offeringId) series.offering = ref(offering);
}
