import type { Page, PageArgs } from '@freehold/kernel/database/page';
import { NotFound } from '@freehold/kernel/errors/refusals';
import { reserveUsage } from '@freehold/kernel/metering/reserve-usage';
import type { Context } from '@freehold/kernel/subgraph/context';
import { loadById } from '@freehold/kernel/subgraph/load-by-id';
import { mutateOnce } from '@freehold/kernel/subgraph/mutate-once';
import { newId } from '@freehold/kernel/values/id';
import type { Selection } from '@freehold/kernel/values/selection';
import { rangeOfMinutes, type TimeRange } from '@freehold/kernel/values/time-range';
import { raw, ref } from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/postgresql';
import { SessionScheduled } from '../events.ts';
import { faceOf } from '../face.ts';
import { Offering, type OfferingId } from '../offering/offering.entity.ts';
import { Session, type SessionId } from './session.entity.ts';
import { SlotTaken } from './session.errors.ts';
import { sessionsPage } from './session.page.ts';
import { refuseOutsideHorizon } from './session.policy.ts';

/** A session to be put on the schedule. */
export interface NewSession {
  readonly offeringId: OfferingId;
  readonly startsAt: Date;
  readonly capacity?: number | null | undefined;
}

/** Sessions by their ids. */
export const sessionById = loadById(Session, 'session');

/**
 * Puts a session on the schedule and counts it against the plan, or does neither.
 * @throws {Invalid} for a start in the past or beyond 400 days.
 * @throws {NotFound} when the tenant has no such offering.
 * @throws {LimitExceeded} at the plan's limit.
 */
export async function scheduleSession(ctx: Context, input: NewSession, key: string): Promise<Session> {
  refuseOutsideHorizon(input.startsAt, ctx.now());
  const tenant = ctx.tenant();
  const meter = faceOf(ctx).meters.sessionScheduled;
  const id = await mutateOnce(ctx, { operation: 'scheduleSession', key, input }, async ({ em, publish }) => {
    const session = await addSession(em, input, tenant.id);
    if (meter)
      await reserveUsage(em, {
        subgraph: 'booking',
        tenant,
        meter,
        amount: 1,
        reset: 'month',
        now: ctx.now(),
      });
    publish(SessionScheduled, { sessionId: session.id, startsAt: session.startsAt.toISOString() });
    return session.id;
  });
  return ctx.load(sessionById, id);
}

async function addSession(
  em: EntityManager,
  input: NewSession,
  tenantId: Session['tenantId'],
): Promise<Session> {
  const offering = await em.findOne(Offering, { id: input.offeringId });
  if (!offering) throw new NotFound('offering');
  const session = em.create(Session, {
    tenantId,
    id: newId('ssn'),
    offering: ref(offering),
    resource: offering.resource,
    ...rangeOfMinutes(input.startsAt, offering.durationMinutes),
    capacity: input.capacity ?? offering.capacity,
    seatsTaken: 0,
  });
  em.persist(session);
  return session;
}

/** Sessions that begin in a range of time, soonest first. */
export function listSessions(
  ctx: Context,
  { startsAt, endsAt }: TimeRange,
  args: PageArgs,
  selection?: Selection,
): Promise<Page<Session>> {
  const scope = {
    tenantId: ctx.tenant().id,
    name: `sessions:${startsAt.toISOString()}:${endsAt.toISOString()}`,
    where: [
      { property: 'startsAt', is: '>=' as const, value: startsAt },
      { property: 'startsAt', is: '<' as const, value: endsAt },
    ],
    selection,
  };
  return ctx.read((em) => sessionsPage(em, scope, args));
}

/**
 * Takes seats of a session, or with a negative number gives them back. One statement decides,
 * and it holds the session until the transaction ends.
 * @throws {NotFound} when the tenant has no such session.
 * @throws {SlotTaken} when not as many seats are free.
 */
export async function takeSeats(em: EntityManager, id: SessionId, seats: number): Promise<Session> {
  const fits = { [raw('seats_taken + ?', [seats])]: { $gte: 0, $lte: raw('capacity') } };
  const taken = await em.nativeUpdate(
    Session,
    { id, ...fits },
    { seatsTaken: raw<number>('seats_taken + ?', [seats]) },
  );
  const session = await em.findOne(Session, { id }, { refresh: true });
  if (!session) throw new NotFound('session');
  if (taken === 0) throw new SlotTaken(session.seatsLeft);
  return session;
}
