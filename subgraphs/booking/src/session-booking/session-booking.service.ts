import type { MemberId } from '@freehold/kernel/caller/caller';
import type { Context, Transaction } from '@freehold/kernel/subgraph/context';
import { mutateOnce } from '@freehold/kernel/subgraph/mutate-once';
import { addBooking } from '../booking/add-booking.service.ts';
import type { Booking } from '../booking/booking.entity.ts';
import { bookingById } from '../booking/booking.service.ts';
import { customerFor } from '../customer/customer.service.ts';
import { heldPrice, takeFreeSeats, useHeldSeats } from '../hold/held-seats.service.ts';
import type { HoldId } from '../hold/hold.entity.ts';
import type { SessionId } from '../session/session.entity.ts';
import { withSettledSeats } from './settled-seats.service.ts';

/** Seats that somebody wants. */
export interface SeatRequest {
  readonly sessionId: SessionId;
  readonly seats: number;
  /** For whom staff books; the member who asks unless given. */
  readonly customerId?: MemberId | null | undefined;
  /** The customer's hold of them. */
  readonly holdId?: HoldId | null | undefined;
  /** Given by staff who sets the rules aside. */
  readonly overrideReason?: string | null | undefined;
}

/**
 * Books seats of a session for the member who asks, or for a customer of staff: seats, booking and count in one
 * transaction.
 * @throws {Forbidden} when somebody else than staff books for another.
 * @throws {NotFound} when the tenant has no such session or customer, or the customer no such hold.
 * @throws {SlotTaken} when not as many seats are free.
 * @throws {SessionCanceled} when it was called off.
 * @throws {HoldExpired} when it is too late for the hold.
 * @throws what {@link addBooking} throws.
 */
export async function bookSession(ctx: Context, input: SeatRequest, key: string): Promise<Booking> {
  const customerId = await customerFor(ctx, input.customerId);
  const { sessionId, holdId } = input;
  const wanted = { customerId, sessionId, seats: holdId ? 0 : input.seats };
  const id = await withSettledSeats(ctx, wanted, (glance) =>
    mutateOnce(ctx, { operation: 'bookSession', key, input, glance }, async (transaction) => {
      const booking = await bookWithin(ctx, transaction, { ...input, customerId });
      return booking.id;
    }),
  );
  return ctx.load(bookingById, id);
}

/** Does what {@link bookSession} does inside a transaction that does more; for series. */
export async function bookWithin(
  ctx: Context,
  transaction: Transaction,
  { sessionId, customerId, seats, holdId, overrideReason }: SeatRequest & { readonly customerId: MemberId },
): Promise<Booking> {
  const use = holdId ? { holdId, customerId, now: ctx.now() } : null;
  const priceMinor = await heldPrice(transaction.em, use, seats);
  const session = use
    ? await useHeldSeats(ctx, transaction, { sessionId, seats }, use)
    : await takeFreeSeats(ctx, transaction, sessionId, seats);
  return addBooking(ctx, transaction, {
    session,
    customerId,
    bookedBy: ctx.member().id,
    seats,
    overrideReason,
    priceMinor,
  });
}
