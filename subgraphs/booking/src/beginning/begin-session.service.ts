import type { Context, Transaction } from '@freehold/kernel/subgraph/context';
import { LockMode } from '@mikro-orm/core';
import { countBookings, factsOf } from '../booking/add-booking.service.ts';
import { Booking } from '../booking/booking.entity.ts';
import { BookingCanceled, BookingChanged, SessionChanged } from '../events.ts';
import { settleCredits } from '../pass/credit.service.ts';
import { closeLine } from '../promotion/promotion.service.ts';
import { endSession } from '../session/schedule-session.service.ts';
import { Session, type SessionId } from '../session/session.entity.ts';
import { BeginSession } from '../session/session.jobs.ts';
import { holdSession, takeSeats } from '../session/session.service.ts';

/**
 * Settles what a session leaves open that begins now: nobody waits for its seats any more, and requests on which
 * nobody has decided are declined. One that was moved to later is settled then.
 */
export async function beginSession(ctx: Context, sessionId: SessionId): Promise<void> {
  await ctx.transaction(async (transaction) => {
    const { em, enqueue } = transaction;
    if (!(await em.findOne(Session, { id: sessionId }))) return;
    const session = await holdSession(em, sessionId);
    const { startsAt } = session;
    if (ctx.now() < startsAt) return enqueue(BeginSession, { sessionId }, { at: startsAt, key: sessionId });
    await closeLine(ctx, transaction, sessionId);
    await declineUndecided(ctx, transaction, session);
  });
}

/** Turns down the requests that are left; credits go back at last, as everywhere. The caller holds the session. */
async function declineUndecided(ctx: Context, transaction: Transaction, session: Session): Promise<void> {
  const { em, publish } = transaction;
  const undecided = await em.find(
    Booking,
    { session: { id: session.id }, status: 'PENDING' },
    { orderBy: { id: 'asc' }, lockMode: LockMode.PESSIMISTIC_WRITE },
  );
  if (undecided.length === 0) return;
  for (const booking of undecided) {
    const { id: bookingId, customerId } = booking;
    booking.decline(ctx.now());
    publish(BookingCanceled, { ...factsOf(ctx, booking), outcome: 'DECLINED' });
    publish(BookingChanged, { bookingId, customerId });
  }
  const seats = undecided.reduce((sum, booking) => sum + booking.seats, 0);
  const left = await takeSeats(em, session.id, -seats);
  publish(SessionChanged, { sessionId: left.id, isOnDemand: left.isOnDemand });
  if (left.isOnDemand && left.seatsTaken === 0) await endSession(ctx, transaction, left);
  await countBookings(ctx, transaction, -1, undecided);
  const settlements = undecided.map((booking) => ({ booking, isBack: true }));
  await settleCredits(ctx, transaction, settlements);
}
