import type { Context, Transaction } from '@freehold/kernel/subgraph/context';
import { rangeOfMinutes } from '@freehold/kernel/values/time-range';
import { ref } from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/postgresql';
import { Booking, OPEN } from '../booking/booking.entity.ts';
import { freeClaim, takeClaims } from '../claim/claim.service.ts';
import { wantsOf } from '../claim/want.policy.ts';
import { BookingChanged, SessionChanged, SessionMoved } from '../events.ts';
import { planNextLook } from '../no-show/look-for-absent.service.ts';
import { openNeedsOf } from '../offering/need.service.ts';
import type { OfferingId } from '../offering/offering.entity.ts';
import { findOffering } from '../offering/offering.service.ts';
import { closeTooLarge } from '../promotion/promotion.service.ts';
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
  /** Seats in all; it keeps its own unless given. */
  readonly capacity?: number | null | undefined;
  /** Whether nobody chose it: the clocks of its zone follow other rules now. */
  readonly isByZone?: boolean | undefined;
}

/**
 * Moves a session that has not begun with its claims; who has booked it keeps the seats.
 * @throws {Invalid} for a start in the past or beyond 400 days.
 * @throws {SeatsTaken} for fewer seats than are taken.
 * @throws {SessionStarted} when it has begun.
 * @throws {SessionCanceled} when it was called off.
 * @throws {ResourceArchived|ResourceTooSmall} when nothing serves what it needs.
 * @throws {TimeTaken} when what it needs is taken then.
 */
export async function moveSession(ctx: Context, transaction: Transaction, move: SessionMove): Promise<void> {
  const { em, publish } = transaction;
  const { sessionId, startsAt } = move;
  refuseOutsideHorizon(startsAt, ctx.now());
  const session = await holdSession(em, sessionId);
  const offering = await findOffering(em, move.offeringId ?? session.offering.id);
  session.refuseWhenCanceled();
  session.refuseWhenStarted(ctx.now());
  const capacity = move.capacity ?? session.capacity;
  session.refuseWhenFuller(capacity);
  const minutes = move.offeringId ? offering.durationMinutes : session.minutes;
  await freeClaim(em, { sessionId });
  const [resource] = await takeClaims(em, {
    tenantId: ctx.tenant().id,
    wants: wantsOf(await openNeedsOf(em, offering, capacity), startsAt, minutes),
    now: ctx.now(),
    claimant: { sessionId },
  });
  const { startsAt: startedAt } = session;
  em.assign(session, {
    ...rangeOfMinutes(startsAt, minutes),
    offering: ref(offering),
    resource: ref(resource),
    capacity,
    ...(startsAt.getTime() === startedAt.getTime() ? {} : { movedAt: ctx.now() }),
  });
  await em.flush();
  publish(SessionMoved, {
    sessionId,
    startedAt: startedAt.toISOString(),
    startsAt: startsAt.toISOString(),
    offeringId: offering.id,
  });
  publish(SessionChanged, { sessionId });
  if (move.capacity) await closeTooLarge(ctx, transaction, session);
  await ctx.react(transaction, SeatsFreed, { sessionId });
  if (session.seatsTaken === 0) return;
  await moveBookings(transaction, move, startedAt);
  await planNextLook(ctx, transaction, session);
  // Whoever is moved to later is found there by what was planned for before.
  if (startsAt < startedAt)
    await transaction.enqueue(BeginSession, { sessionId }, { at: startsAt, key: sessionId });
}

/** Whoever watches bookings sees them at the other time. */
async function moveBookings(
  { em, publish }: Transaction,
  { sessionId, startsAt, isByZone = false }: SessionMove,
  startedAt: Date,
): Promise<void> {
  const where = { session: { id: sessionId }, status: { $in: [...OPEN] } };
  const bookings = await em.find(Booking, where, { orderBy: { id: 'asc' } });
  for (const booking of bookings) {
    booking.follow({ from: startedAt, to: startsAt, isByZone });
    publish(BookingChanged, { bookingId: booking.id, customerId: booking.customerId });
  }
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
