import { Invalid } from '@freehold/kernel/errors/refusals';
import type { Context, Transaction } from '@freehold/kernel/subgraph/context';
import { mutateOnce } from '@freehold/kernel/subgraph/mutate-once';
import type { EntityManager } from '@mikro-orm/postgresql';
import { Claim } from '../claim/claim.entity.ts';
import { SeriesChanged, SessionChanged } from '../events.ts';
import { planSweep, sweepExpired } from '../hold/held-seats.service.ts';
import { refuseTooSmall } from '../offering/need.service.ts';
import { closeTooLarge } from '../promotion/promotion.service.ts';
import { Resource } from '../resource/resource.entity.ts';
import { Occurrence } from '../series/occurrence.entity.ts';
import type { Series } from '../series/series.entity.ts';
import { holdSeriesOf } from '../series/series.service.ts';
import type { Session, SessionId } from '../session/session.entity.ts';
import { SeatsFreed } from '../session/session.events.ts';
import { holdSession, sessionById } from '../session/session.service.ts';

/** How many seats a session is to have. */
export interface NewCapacity {
  readonly sessionId: SessionId;
  readonly capacity: number;
}

/**
 * Gives one session that staff scheduled more seats or fewer. It keeps what it takes, so that nobody who booked is sent
 * elsewhere. What becomes free goes to who waits, in this transaction, and who waits for more than there will be in all
 * waits no longer; one of a series counts as changed alone.
 * @throws {NotFound} when the tenant has no such session.
 * @throws {Invalid} for a session that a booking made.
 * @throws {SessionStarted} when it has begun.
 * @throws {SessionCanceled} when it was called off.
 * @throws {SeatsTaken} for fewer seats than are booked, held or offered.
 * @throws {ResourceTooSmall} for more people than there is room for where it is.
 */
export async function changeSessionCapacity(ctx: Context, input: NewCapacity, key: string): Promise<Session> {
  const { sessionId, capacity } = input;
  await sweepExpired(ctx, sessionId);
  const call = { operation: 'changeSessionCapacity', key, input };
  const id = await mutateOnce(ctx, call, async (transaction) => {
    const { em, publish } = transaction;
    const series = await holdSeriesOf(em, sessionId);
    const session = await holdSession(em, sessionId);
    await refuseCapacity(ctx, em, session, capacity);
    if (series) await changeAlone(transaction, series, sessionId);
    const isMore = capacity > session.capacity;
    session.capacity = capacity;
    await em.flush();
    publish(SessionChanged, { sessionId });
    await planSweep(ctx, transaction, sessionId);
    if ((await closeTooLarge(ctx, transaction, session)) || isMore)
      await ctx.react(transaction, SeatsFreed, { sessionId });
    return sessionId;
  });
  return ctx.load(sessionById, id);
}

async function refuseCapacity(
  ctx: Context,
  em: EntityManager,
  session: Session,
  capacity: number,
): Promise<void> {
  if (session.isOnDemand) throw new Invalid('A booking made this session; its seats are the seats booked.');
  session.refuseWhenCanceled();
  session.refuseWhenStarted(ctx.now());
  session.refuseWhenFuller(capacity);
  // A room may have become smaller since; whoever takes seats away is not to blame.
  if (capacity > session.capacity) refuseTooSmall(await takenBy(em, session.id), capacity);
}

/** What a session that the transaction holds takes. */
async function takenBy(em: EntityManager, sessionId: SessionId): Promise<Resource[]> {
  const claims = await em.find(Claim, { sessionId });
  return em.find(Resource, { id: { $in: claims.map(({ resource }) => resource.id) } });
}

async function changeAlone(
  { em, publish }: Transaction,
  series: Series,
  sessionId: SessionId,
): Promise<void> {
  const occurrence = await em.findOneOrFail(Occurrence, { session: { id: sessionId } });
  occurrence.isOverridden = true;
  series.version += 1;
  publish(SeriesChanged, { seriesId: series.id, version: series.version });
}
