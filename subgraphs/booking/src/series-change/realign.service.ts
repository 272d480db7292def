import { DomainError } from '@freehold/kernel/errors/domain-error';
import type { Context, Transaction } from '@freehold/kernel/subgraph/context';
import { inSavepoint } from '@freehold/kernel/subgraph/in-savepoint';
import { OccurrenceDrifted, SeriesChanged } from '../events.ts';
import { findOffering } from '../offering/offering.service.ts';
import { type Drifted, inOrderOfMoving, realign } from '../recurrence/realign.policy.ts';
import type { LocalTime } from '../recurrence/wall-clock.policy.ts';
import type { Occurrence } from '../series/occurrence.entity.ts';
import type { OccurrenceFailure } from '../series/occurrence-failure.type.ts';
import type { Series, SeriesId } from '../series/series.entity.ts';
import { holdSeries } from '../series/series.service.ts';
import { outcomeOnce, type SeriesOutcome } from '../series/series-outcome.service.ts';
import { moveSession, noteMove } from '../session-move/move-session.service.ts';
import { findComing, holdSessionsOf } from './change-series.service.ts';

/** An occurrence with when its session begins and what its wall clock said. */
interface Kept {
  readonly occurrence: Occurrence;
  readonly startsLocal: LocalTime;
  readonly startsAt: Date;
}

/**
 * Moves the sessions of a series that no longer begin when their wall clock says, since the zone's rules changed, to
 * when it says now; their bookings follow and tell from when they were moved. What cannot be moved, because its
 * resource is taken then or the time is past, is flagged and tried again the next time. Doing it again changes nothing.
 * @throws {NotFound} when the tenant has no such series.
 */
export function realignSeries(ctx: Context, seriesId: SeriesId, key: string): Promise<SeriesOutcome> {
  const call = { operation: 'realignSeries', key, input: { seriesId } };
  return outcomeOnce(ctx, call, async (transaction) => {
    const { em, publish } = transaction;
    const series = await holdSeries(em, seriesId);
    const coming = await findComing(em, seriesId, ctx.now());
    const drifted = driftedOf(series, coming);
    clearFlags(coming, drifted);
    if (drifted.length === 0) return { seriesId, done: [], failures: [] };
    const occurrences = drifted.map(({ promised }) => promised.occurrence);
    await holdSessionsOf(em, { series, occurrences }, await findOffering(em, series.offering.id));
    const failures: OccurrenceFailure[] = [];
    for (const each of inOrderOfMoving(drifted)) {
      const refusal = await moveOrFlag(ctx, transaction, each);
      if (refusal) failures.push(refusal);
    }
    if (failures.length < drifted.length) {
      series.version += 1;
      publish(SeriesChanged, { seriesId, version: series.version });
    }
    return { seriesId, done: occurrences.map(({ id }) => id), failures };
  });
}

/** In the order of their clock. */
function driftedOf(series: Series, coming: readonly Occurrence[]): readonly Drifted<Kept>[] {
  const kept = coming.map((occurrence) => {
    const { startsLocal, session } = occurrence;
    return { occurrence, startsLocal, startsAt: session.getEntity().startsAt };
  });
  const sorted = kept.toSorted((left, right) => (left.startsLocal < right.startsLocal ? -1 : 1));
  return realign(sorted, series.timeZone);
}

/** The rules of a zone may have been taken back before a session could follow them. */
function clearFlags(coming: readonly Occurrence[], drifted: readonly Drifted<Kept>[]): void {
  const still = new Set(drifted.map(({ promised }) => promised.occurrence));
  for (const occurrence of coming) if (!still.has(occurrence)) occurrence.driftedTo = null;
}

/** What refused to move it, or null when it was moved. */
async function moveOrFlag(
  ctx: Context,
  transaction: Transaction,
  { promised: { occurrence, startsLocal }, startsAt }: Drifted<Kept>,
): Promise<OccurrenceFailure | null> {
  const { id, session } = occurrence;
  try {
    await inSavepoint(ctx, transaction, async (inner) => {
      await moveSession(ctx, inner, { sessionId: session.id, startsAt, isByZone: true });
      await noteMove(inner.em, { id, startsLocal, isAlone: false });
    });
    return null;
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    flag(transaction, occurrence, startsAt);
    return { localStart: startsLocal, code: error.code, message: error.message };
  }
}

/** It is told when it is new, and not each time that it is seen. */
function flag({ publish }: Transaction, occurrence: Occurrence, driftedTo: Date): void {
  if (occurrence.driftedTo?.getTime() === driftedTo.getTime()) return;
  occurrence.driftedTo = driftedTo;
  publish(OccurrenceDrifted, {
    occurrenceId: occurrence.id,
    sessionId: occurrence.session.id,
    startsAt: occurrence.session.getEntity().startsAt.toISOString(),
    shouldStartAt: driftedTo.toISOString(),
  });
}
