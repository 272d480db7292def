import { Invalid, NotFound } from '@freehold/kernel/errors/refusals';
import type { Context } from '@freehold/kernel/subgraph/context';
import { mutateOnce } from '@freehold/kernel/subgraph/mutate-once';
import type { EntityManager } from '@mikro-orm/postgresql';
import { lockResources } from '../claim/claim.service.ts';
import { SeriesChanged } from '../events.ts';
import { needsOf, servingAny } from '../offering/need.service.ts';
import { findOffering } from '../offering/offering.service.ts';
import { localOf } from '../recurrence/wall-clock.policy.ts';
import { Occurrence } from '../series/occurrence.entity.ts';
import type { Series } from '../series/series.entity.ts';
import { holdSeriesOf } from '../series/series.service.ts';
import { Session, type SessionId } from '../session/session.entity.ts';
import { sessionById } from '../session/session.service.ts';
import { moveSession, noteMove } from './move-session.service.ts';

/** A session to be moved. */
export interface NewStart {
  readonly sessionId: SessionId;
  readonly startsAt: Date;
}

/**
 * Moves one session that staff scheduled, which takes as long as it did. Who has booked it keeps the seats and is told; one of a series counts as
 * changed alone from then on.
 * @throws {NotFound} when the tenant has no such session.
 * @throws {Invalid} for a session that a booking made, which is moved by its booking, for a start in the past or beyond
 * 400 days.
 * @throws {SessionStarted} when it has begun.
 * @throws {SessionCanceled} when it was called off.
 * @throws {TimeTaken} when its resource, or each of its pool, is taken then.
 * @throws {ResourceArchived} when what it needs was archived.
 */
export async function moveOneSession(ctx: Context, input: NewStart, key: string): Promise<Session> {
  const { sessionId, startsAt } = input;
  const id = await mutateOnce(ctx, { operation: 'moveSession', key, input }, async (transaction) => {
    const { em, publish } = transaction;
    const series = await holdSeriesOf(em, sessionId);
    await holdResourcesOf(ctx, em, sessionId);
    await moveSession(ctx, transaction, { sessionId, startsAt });
    if (series) {
      await noteAlone(em, series, input);
      publish(SeriesChanged, { seriesId: series.id, version: series.version });
    }
    return sessionId;
  });
  return ctx.load(sessionById, id);
}

/**
 * Resources before sessions, as everywhere, so that no two wait for each other. What is needed is read again once they
 * are held, because any of them may have been archived until then.
 */
async function holdResourcesOf(ctx: Context, em: EntityManager, id: SessionId): Promise<void> {
  const session = await em.findOne(Session, { id });
  if (!session) throw new NotFound('session');
  if (session.isOnDemand) throw new Invalid('A booking made this session; it is moved with its booking.');
  const needs = await needsOf(em, await findOffering(em, session.offering.id));
  const ids = [session.resource.id, ...servingAny(needs)];
  await lockResources(em, ctx.tenant().id, [...new Set(ids)]);
}

async function noteAlone(
  em: EntityManager,
  series: Series,
  { sessionId, startsAt }: NewStart,
): Promise<void> {
  const { id } = await em.findOneOrFail(Occurrence, { session: { id: sessionId } });
  await noteMove(em, { id, startsLocal: localOf(startsAt, series.timeZone), isAlone: true });
  series.version += 1;
}
