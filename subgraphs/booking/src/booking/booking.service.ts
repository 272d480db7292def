import type { MemberId } from '@freehold/kernel/caller/caller';
import type { Page, PageArgs } from '@freehold/kernel/database/page';
import { prepareRows } from '@freehold/kernel/database/prepared/prepared-rows';
import type { BatchLoad, Context, Transaction } from '@freehold/kernel/subgraph/context';
import { loadById } from '@freehold/kernel/subgraph/load-by-id';
import { mutateOnce } from '@freehold/kernel/subgraph/mutate-once';
import type { Selection } from '@freehold/kernel/values/selection';
import { customerFor } from '../customer/customer.service.ts';
import { heldPrice, takeFreeSeats, useHeldSeats } from '../hold/held-seats.service.ts';
import type { HoldId } from '../hold/hold.entity.ts';
import type { SessionId } from '../session/session.entity.ts';
import { addBooking } from './add-booking.service.ts';
import { Booking, OCCUPYING } from './booking.entity.ts';
import { bookingsPage } from './booking.page.ts';
import { withSettledSeats } from './settled-seats.service.ts';

/** Bookings by their ids. */
export const bookingById = loadById(Booking, 'booking');

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

/** All bookings of the tenant, newest first. */
export function listBookings(ctx: Context, args: PageArgs, selection?: Selection): Promise<Page<Booking>> {
  return ctx.page(bookingsPage, { name: 'bookings', where: [], selection }, args);
}

/** The bookings of a session, newest first. */
export function listBookingsOf(
  ctx: Context,
  sessionId: SessionId,
  args: PageArgs,
  selection?: Selection,
): Promise<Page<Booking>> {
  const where = [{ property: 'session', is: '=' as const, value: sessionId }];
  return ctx.page(bookingsPage, { name: `bookings:${sessionId}`, where, selection }, args);
}

/** The bookings of a customer, newest first. */
export function listBookingsBy(
  ctx: Context,
  customerId: MemberId,
  args: PageArgs,
  selection?: Selection,
): Promise<Page<Booking>> {
  const where = [{ property: 'customerId', is: '=' as const, value: customerId }];
  return ctx.page(bookingsPage, { name: `bookings:${customerId}`, where, selection }, args);
}

const ofCustomer = prepareRows(Booking, [
  { property: 'customerId', is: '=' },
  { property: 'status', is: 'in' },
  { property: 'session', is: 'in' },
]);

/** The booking by which the member who asks has seats of each session, or null. */
export const myBookingOf: BatchLoad<SessionId, Booking | null> = async (ctx, sessionIds) => {
  const found = await ctx.rows(ofCustomer, ctx.member().id, OCCUPYING, sessionIds);
  const bySession = new Map(found.map((booking) => [booking.session.id, booking]));
  return sessionIds.map((id) => bySession.get(id) ?? null);
};
