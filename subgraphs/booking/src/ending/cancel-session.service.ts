import type { Context, Transaction } from '@freehold/kernel/subgraph/context';
import { mutateOnce } from '@freehold/kernel/subgraph/mutate-once';
import { LockMode } from '@mikro-orm/core';
import { countBookings, factsOf } from '../booking/add-booking.service.ts';
import { atNoCost, Booking, OPEN } from '../booking/booking.entity.ts';
import { BookingCanceled, BookingChanged, SessionChanged } from '../events.ts';
import { dropHoldsOf } from '../hold/held-seats.service.ts';
import { settleCredits } from '../pass/credit.service.ts';
import { endSession } from '../session/schedule-session.service.ts';
import type { Session, SessionId } from '../session/session.entity.ts';
import { SeatsFreed } from '../session/session.events.ts';
import { holdSession, sessionById } from '../session/session.service.ts';

/**
 * Calls a session off: its bookings end with the whole price refunded, holds of it are gone, its resource is free,
 * and what the plan counted is given back.
 * @throws {NotFound} when the tenant has no such session.
 * @throws {SessionCanceled} when it was called off before.
 * @throws {SessionStarted} when it has begun.
 */
export async function cancelSession(ctx: Context, sessionId: SessionId, key: string): Promise<Session> {
  const input = { sessionId };
  const id = await mutateOnce(ctx, { operation: 'cancelSession', key, input }, async (transaction) => {
    await giveAllBack(ctx, transaction, await cancelSessionWithin(ctx, transaction, sessionId));
    return sessionId;
  });
  return ctx.load(sessionById, id);
}

/**
 * Does what {@link cancelSession} does inside a transaction that does more; for series. The credits of the bookings
 * that it answers are the caller's to give back, at last: see {@link giveAllBack}.
 */
export async function cancelSessionWithin(
  ctx: Context,
  transaction: Transaction,
  sessionId: SessionId,
): Promise<readonly Booking[]> {
  const { em, publish } = transaction;
  const session = await holdSession(em, sessionId);
  session.refuseWhenCanceled();
  session.refuseWhenStarted(ctx.now());
  const bookings = await endBookings(ctx, transaction, sessionId);
  await dropHoldsOf(em, sessionId);
  session.seatsTaken = 0;
  await endSession(ctx, transaction, session);
  publish(SessionChanged, { sessionId, isOnDemand: session.isOnDemand });
  await countBookings(ctx, transaction, -1, bookings);
  await ctx.react(transaction, SeatsFreed, { sessionId });
  return bookings;
}

/** Gives the credits of bookings back whose sessions were called off, whatever their rules say. */
export function giveAllBack(
  ctx: Context,
  transaction: Transaction,
  bookings: readonly Booking[],
): Promise<void> {
  return settleCredits(
    ctx,
    transaction,
    bookings.map((booking) => ({ booking, isBack: true })),
  );
}

async function endBookings(
  ctx: Context,
  { em, publish }: Transaction,
  sessionId: SessionId,
): Promise<readonly Booking[]> {
  const bookings = await em.find(
    Booking,
    { session: { id: sessionId }, status: { $in: [...OPEN] } },
    { orderBy: { id: 'asc' }, lockMode: LockMode.PESSIMISTIC_WRITE, refresh: true },
  );
  for (const booking of bookings) {
    const { id: bookingId, customerId } = booking;
    booking.cancel(atNoCost(booking), ctx.now());
    publish(BookingCanceled, { ...factsOf(ctx, booking), outcome: 'SESSION_CANCELED' });
    publish(BookingChanged, { bookingId, customerId });
  }
  return bookings;
}
