import type { MemberId } from '@freehold/kernel/caller/caller';
import { findPage, type Page, type PageArgs, type PageScope } from '@freehold/kernel/database/page';
import type { BatchLoad, Context, Transaction } from '@freehold/kernel/subgraph/context';
import { loadById } from '@freehold/kernel/subgraph/load-by-id';
import { mutateOnce } from '@freehold/kernel/subgraph/mutate-once';
import { customerFor } from '../customer/customer.service.ts';
import { takeFreeSeats, useHeldSeats } from '../hold/held-seats.service.ts';
import type { HoldId } from '../hold/hold.entity.ts';
import type { SessionId } from '../session/session.entity.ts';
import { addBooking } from './add-booking.service.ts';
import { Booking, OCCUPYING } from './booking.entity.ts';
import { withSettledSeats } from './no-show.service.ts';

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
  const settled = { customerId, sessionId: input.sessionId };
  const id = await withSettledSeats(ctx, settled, () =>
    mutateOnce(ctx, { operation: 'bookSession', key, input }, async (transaction) => {
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
  const session = holdId
    ? await useHeldSeats(ctx, transaction, { sessionId, seats }, { holdId, customerId, now: ctx.now() })
    : await takeFreeSeats(ctx, transaction, sessionId, seats);
  return addBooking(ctx, transaction, {
    session,
    customerId,
    bookedBy: ctx.member().id,
    seats,
    overrideReason,
  });
}

function page(ctx: Context, scope: Omit<PageScope<Booking>, 'tenantId' | 'orderBy'>, args: PageArgs) {
  const orderBy = [{ bookedAt: 'desc' as const }, { id: 'desc' as const }];
  return ctx.read((em) => findPage(em, Booking, { ...scope, tenantId: ctx.tenant().id, orderBy }, args));
}

/** All bookings of the tenant, newest first. */
export function listBookings(ctx: Context, args: PageArgs): Promise<Page<Booking>> {
  return page(ctx, { name: 'bookings', where: {} }, args);
}

/** The bookings of a session, newest first. */
export function listBookingsOf(ctx: Context, sessionId: SessionId, args: PageArgs): Promise<Page<Booking>> {
  return page(ctx, { name: `bookings:${sessionId}`, where: { session: { id: sessionId } } }, args);
}

/** The bookings of a customer, newest first. */
export function listBookingsBy(ctx: Context, customerId: MemberId, args: PageArgs): Promise<Page<Booking>> {
  return page(ctx, { name: `bookings:${customerId}`, where: { customerId } }, args);
}

/** The booking by which the member who asks has seats of each session, or null. */
export const myBookingOf: BatchLoad<SessionId, Booking | null> = async (ctx, sessionIds) => {
  const customerId: MemberId = ctx.member().id;
  const where = { customerId, status: { $in: [...OCCUPYING] }, session: { id: { $in: [...sessionIds] } } };
  const found = await ctx.read((em) => em.find(Booking, where));
  const bySession = new Map(found.map((booking) => [booking.session.id, booking]));
  return sessionIds.map((id) => bySession.get(id) ?? null);
};
