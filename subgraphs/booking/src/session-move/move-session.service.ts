import { Invalid } from '@freehold/kernel/errors/refusals';
import type { Context, Transaction } from '@freehold/kernel/subgraph/context';
import { rangeOfMinutes } from '@freehold/kernel/values/time-range';
import { ref } from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/postgresql';
import { Booking, OPEN } from '../booking/booking.entity.ts';
import { planNextLook } from '../booking/look-for-absent.service.ts';
import { freeClaim, takeClaim } from '../claim/claim.service.ts';
import { BookingChanged, SessionChanged, SessionMoved } from '../events.ts';
import type { OfferingId } from '../offering/offering.entity.ts';
import { findOffering, openCandidatesOf } from '../offering/offering.service.ts';
import type { LocalTime } from '../recurrence/wall-clock.policy.ts';
import { Occurrence, type OccurrenceId } from '../series/occurrence.entity.ts';
import type { SessionId } from '../session/session.entity.ts';
import { SeatsFreed } from '../session/session.events.ts';
import { BeginSession } from '../session/session.jobs.ts';
import { refuseOutsideHorizon } from '../session/session.policy.ts';
import { holdSession } from '../session/session.service.ts';

/** What a session is to be from now on. */
export interface SessionMove {
  readonly sessionId: SessionId;
  readonly startsAt: Date;
  /** Another offering, of which it takes the length; it keeps its own unless given. */
  readonly offeringId?: OfferingId | null | undefined;
  readonly capacity: number;
}

/**
 * Moves a session that has not begun with its claim; who has booked it keeps the seats.
 * @throws {Invalid} for a start in the past or beyond 400 days, and for fewer seats than are taken.
 * @throws {SessionStarted} when it has begun.
 * @throws {SessionCanceled} when it was called off.
 * @throws {TimeTaken} when its resource, or each of its pool, is taken then.
 */
export async function moveSession(ctx: Context, transaction: Transaction, move: SessionMove): Promise<void> {
  const { em, publish } = transaction;
  const { sessionId, startsAt, capacity } = move;
  refuseOutsideHorizon(startsAt, ctx.now());
  const session = await holdSession(em, sessionId);
  const offering = await findOffering(em, move.offeringId ?? session.offering.id);
  session.refuseWhenCanceled();
  session.refuseWhenStarted(ctx.now());
  if (session.seatsTaken > capacity)
    throw new Invalid(`${session.seatsTaken} seats are taken; they do not fit into ${capacity}.`);
  const minutes = move.offeringId ? offering.durationMinutes : session.minutes;
  await freeClaim(em, { sessionId });
  const resource = await takeClaim(em, {
    tenantId: ctx.tenant().id,
    resources: await openCandidatesOf(em, offering),
    blocked: offering.blockedFrom(startsAt, minutes),
    now: ctx.now(),
    claimant: { sessionId },
  });
  const formerly = session.startsAt;
  em.assign(session, {
    ...rangeOfMinutes(startsAt, minutes),
    offering: ref(offering),
    resource: ref(resource),
    capacity,
    ...(startsAt.getTime() === formerly.getTime() ? {} : { movedAt: ctx.now() }),
  });
  await em.flush();
  publish(SessionMoved, {
    sessionId,
    startedAt: formerly.toISOString(),
    startsAt: startsAt.toISOString(),
    offeringId: offering.id,
  });
  publish(SessionChanged, { sessionId });
  await ctx.react(transaction, SeatsFreed, { sessionId });
  if (session.seatsTaken === 0) return;
  await tellBookings(transaction, sessionId);
  await planNextLook(ctx, transaction, session);
  // Whoever is moved to later is found there by what was planned for before.
  if (startsAt < formerly)
    await transaction.enqueue(BeginSession, { sessionId }, { at: startsAt, key: sessionId });
}

/** Whoever watches bookings sees them at the other time. */
async function tellBookings({ em, publish }: Transaction, sessionId: SessionId): Promise<void> {
  const where = { session: { id: sessionId }, status: { $in: [...OPEN] } };
  const bookings = await em.find(Booking, where, { orderBy: { id: 'asc' } });
  for (const { id: bookingId, customerId } of bookings) publish(BookingChanged, { bookingId, customerId });
}

/** Where an occurrence is now on the wall clock of its series. */
export interface OccurrenceMove {
  readonly id: OccurrenceId;
  readonly startsLocal: LocalTime;
  /** Changes of the series pass by one that was changed alone. */
  readonly isAlone: boolean;
}

/** Notes that the session of an occurrence was moved. */
export async function noteMove(
  em: EntityManager,
  { id, startsLocal, isAlone }: OccurrenceMove,
): Promise<void> {
  const occurrence = await em.findOneOrFail(Occurrence, { id });
  occurrence.startsLocal = startsLocal;
  occurrence.sequence += 1;
  occurrence.driftedTo = null;
  if (isAlone) occurrence.isOverridden = true;
  await em.flush();
}
