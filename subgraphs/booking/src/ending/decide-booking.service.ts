import type { Context } from '@freehold/kernel/subgraph/context';
import { mutateOnce } from '@freehold/kernel/subgraph/mutate-once';
import { factsOf } from '../booking/add-booking.service.ts';
import type { Booking, BookingId } from '../booking/booking.entity.ts';
import { bookingById } from '../booking/booking.service.ts';
import { BookingApproved, BookingChanged } from '../events.ts';
import { freeSeats, holdBooking, tellEnd } from './held-booking.service.ts';

/**
 * Promises what was asked for.
 * @throws {NotFound} when there is no such booking.
 * @throws {BookingNotPending} when nobody has to decide on it.
 * @throws {SessionStarted} when its session has begun.
 */
export async function approveBooking(ctx: Context, bookingId: BookingId, key: string): Promise<Booking> {
  const input = { bookingId };
  const id = await mutateOnce(ctx, { operation: 'approveBooking', key, input }, async ({ em, publish }) => {
    const { booking, session } = await holdBooking(ctx, em, bookingId);
    booking.approve(ctx.now());
    session.refuseWhenStarted(ctx.now());
    publish(BookingApproved, factsOf(ctx, booking));
    publish(BookingChanged, { bookingId, customerId: booking.customerId });
    return booking.id;
  });
  return ctx.load(bookingById, id);
}

/**
 * Turns a request down: its seats are free again, and it counts no more.
 * @throws {NotFound} when there is no such booking.
 * @throws {BookingNotPending} when nobody has to decide on it.
 */
export async function declineBooking(ctx: Context, bookingId: BookingId, key: string): Promise<Booking> {
  const input = { bookingId };
  const id = await mutateOnce(ctx, { operation: 'declineBooking', key, input }, async (transaction) => {
    const held = await holdBooking(ctx, transaction.em, bookingId);
    held.booking.decline(ctx.now());
    await freeSeats(ctx, transaction, held);
    await tellEnd(ctx, transaction, held.booking, { status: 'DECLINED', isCreditBack: true });
    return held.booking.id;
  });
  return ctx.load(bookingById, id);
}
