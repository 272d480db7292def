import { reserveUsage } from '@freehold/kernel/metering/reserve-usage';
import type { Context, Transaction } from '@freehold/kernel/subgraph/context';
import { mutateOnce } from '@freehold/kernel/subgraph/mutate-once';
import { newId } from '@freehold/kernel/values/id';
import { rangeOfMinutes } from '@freehold/kernel/values/time-range';
import { ref } from '@mikro-orm/core';
import { freeClaim, takeClaims } from '../claim/claim.service.ts';
import { wantsOf } from '../claim/want.policy.ts';
import { SessionCanceled, SessionScheduled } from '../events.ts';
import { faceOf } from '../face.ts';
import { openNeedsOf } from '../offering/need.service.ts';
import type { Offering, OfferingId } from '../offering/offering.entity.ts';
import { findOpenOffering } from '../offering/offering.service.ts';
import type { Resource } from '../resource/resource.entity.ts';
import { Session, type SessionId } from './session.entity.ts';
import { refuseOutsideHorizon } from './session.policy.ts';
import { sessionById } from './session.service.ts';

/** A session to be put on the schedule. */
export interface NewSession {
  readonly offeringId: OfferingId;
  readonly startsAt: Date;
  readonly capacity?: number | null | undefined;
}

/** A session whose resources are claimed already. */
export interface ClaimedSession {
  readonly id: SessionId;
  readonly offering: Offering;
  /** The one that gives it. */
  readonly resource: Resource;
  readonly startsAt: Date;
  readonly capacity: number;
  /** Seats that are taken from the beginning, by the booking that makes it. */
  readonly seatsTaken: number;
  readonly isOnDemand: boolean;
}

/**
 * Puts a session on the schedule, claims its resources and counts it against the plan, or does nothing of it.
 * @throws {Invalid} for a start in the past or beyond 400 days.
 * @throws {NotFound} when the tenant has no such offering.
 * @throws {OfferingArchived|ResourceArchived} when it, or what it needs, was archived.
 * @throws {ResourceTooSmall} when nothing that serves it has as many seats.
 * @throws {TimeTaken} when its resource, or each of its pool, or something else that it needs is taken then.
 * @throws {LimitExceeded} at the plan's limit.
 */
export async function scheduleSession(ctx: Context, input: NewSession, key: string): Promise<Session> {
  refuseOutsideHorizon(input.startsAt, ctx.now());
  const id = await mutateOnce(ctx, { operation: 'scheduleSession', key, input }, async (transaction) => {
    const session = await scheduleWithin(ctx, transaction, input);
    return session.id;
  });
  return ctx.load(sessionById, id);
}

async function scheduleWithin(ctx: Context, transaction: Transaction, input: NewSession): Promise<Session> {
  const { em } = transaction;
  const { startsAt } = input;
  const offering = await findOpenOffering(em, input.offeringId);
  const id: SessionId = newId('ssn');
  const capacity = input.capacity ?? offering.capacity;
  const needs = await openNeedsOf(em, offering, capacity);
  const [resource] = await takeClaims(em, {
    tenantId: ctx.tenant().id,
    wants: wantsOf(needs, startsAt, offering.durationMinutes),
    now: ctx.now(),
    claimant: { sessionId: id },
  });
  const facts = { id, offering, resource, startsAt, capacity, seatsTaken: 0, isOnDemand: false };
  const session = await addSession(ctx, transaction, facts);
  await countSession(ctx, transaction, 1, session.scheduledAt);
  return session;
}

/** Adds a session whose resources are claimed; counts nothing. */
export async function addSession(
  ctx: Context,
  { em, publish }: Transaction,
  { offering, resource, startsAt, ...facts }: ClaimedSession,
): Promise<Session> {
  const { id: tenantId } = ctx.tenant();
  const session = em.create(Session, {
    tenantId,
    offering: ref(offering),
    resource: ref(resource),
    ...rangeOfMinutes(startsAt, offering.durationMinutes),
    scheduledAt: ctx.now(),
    canceledAt: null,
    ...facts,
  });
  await em.persist(session).flush();
  publish(SessionScheduled, { sessionId: session.id, startsAt: session.startsAt.toISOString() });
  return session;
}

/**
 * Calls a session off that the caller holds: frees its claims, and gives its unit of the plan back.
 * Its bookings are the caller's to end.
 * @throws {SessionCanceled} when it was called off before.
 */
export async function endSession(ctx: Context, transaction: Transaction, session: Session): Promise<void> {
  session.cancel(ctx.now());
  await freeClaim(transaction.em, { sessionId: session.id });
  if (!session.isOnDemand) await countSession(ctx, transaction, -1, session.scheduledAt);
  transaction.publish(SessionCanceled, {
    sessionId: session.id,
    startsAt: session.startsAt.toISOString(),
  });
}

/** A session counts in the month in which it was scheduled; one that a booking makes does not count. */
async function countSession(ctx: Context, { em }: Transaction, amount: 1 | -1, takenAt: Date): Promise<void> {
  const meter = faceOf(ctx).meters.sessionScheduled;
  if (!meter) return;
  const tenant = ctx.tenant();
  await reserveUsage(em, {
    subgraph: 'booking',
    tenant,
    meter,
    amount,
    reset: 'month',
    now: ctx.now(),
    takenAt,
  });
}
