import type { MemberId } from '@freehold/kernel/caller/caller';
import type { Page, PageArgs } from '@freehold/kernel/database/page';
import type { PreparedScope } from '@freehold/kernel/database/prepared-page';
import { NotFound } from '@freehold/kernel/errors/refusals';
import { reserveUsage } from '@freehold/kernel/metering/reserve-usage';
import { mayDo } from '@freehold/kernel/permissions/rules';
import type { BatchLoad, Context, Transaction } from '@freehold/kernel/subgraph/context';
import { loadById } from '@freehold/kernel/subgraph/load-by-id';
import { mutateOnce } from '@freehold/kernel/subgraph/mutate-once';
import { localDate } from '@freehold/kernel/values/calendar';
import { newId } from '@freehold/kernel/values/id';
import type { Selection } from '@freehold/kernel/values/selection';
import { LockMode, ref } from '@mikro-orm/core';
import { BookingCanceled, BookingMade, SessionChanged } from '../events.ts';
import { faceOf } from '../face.ts';
import { Offering } from '../offering/offering.entity.ts';
import type { Session, SessionId } from '../session/session.entity.ts';
import { takeSeats } from '../session/session.service.ts';
import { Booking, type BookingId } from './booking.entity.ts';
import { AlreadyBooked } from './booking.errors.ts';
import { bookingsPage } from './booking.page.ts';

/** Seats that somebody wants. */
export interface SeatRequest {
  readonly sessionId: SessionId;
  readonly seats: number;
}

/** Bookings by their ids. */
export const bookingById = loadById(Booking, 'booking');

/**
 * Books seats of a session for the member who asks: seats, booking and count in one transaction.
 * @throws {NotFound} when the tenant has no such session.
 * @throws {SlotTaken} when not as many seats are free.
 * @throws {SessionStarted} when it has begun.
 * @throws {AlreadyBooked} when the member holds a booking of it.
 * @throws {LimitExceeded} at the plan's limit.
 */
export async function bookSession(ctx: Context, input: SeatRequest, key: string): Promise<Booking> {
  const customerId = ctx.member().id;
  const id = await mutateOnce(ctx, { operation: 'bookSession', key, input }, async (transaction) => {
    const { em } = transaction;
    const session = await takeSeats(em, input.sessionId, input.seats);
    session.refuseWhenStarted(ctx.now());
    // The update of the session's seats holds its row, so that nobody books it between this look and the insert.
    const earlier = await em.findOne(Booking, {
      session: { id: session.id },
      customerId,
      status: 'CONFIRMED',
    });
    if (earlier) throw new AlreadyBooked();
    const booking = await addBooking(ctx, transaction, session, input.seats);
    await countBooking(ctx, transaction, 1, booking.bookedAt);
    return booking.id;
  });
  return ctx.load(bookingById, id);
}

async function addBooking(ctx: Context, { em, publish }: Transaction, session: Session, seats: number) {
  const offering = await em.findOneOrFail(Offering, { id: session.offering.id });
  const booking = em.create(Booking, {
    tenantId: session.tenantId,
    id: newId('bkg'),
    session: ref(session),
    customerId: ctx.member().id,
    seats,
    status: 'CONFIRMED',
    priceMinor: offering.priceMinor * BigInt(seats),
    currency: offering.currency,
    bookedAt: ctx.now(),
  });
  em.persist(booking);
  publish(BookingMade, factsOf(ctx, booking));
  publish(SessionChanged, { sessionId: session.id });
  return booking;
}

/**
 * Gives a booking back: its seats are free again, and it counts no more.
 * @throws {NotFound} when there is none, or it is another customer's and the caller is not staff.
 * @throws {BookingNotConfirmed} when it was canceled before.
 * @throws {SessionStarted} when its session has begun.
 */
export async function cancelBooking(ctx: Context, bookingId: BookingId, key: string): Promise<Booking> {
  const input = { bookingId };
  const id = await mutateOnce(ctx, { operation: 'cancelBooking', key, input }, async (transaction) => {
    const { em, publish } = transaction;
    const booking = await ownBooking(ctx, transaction, bookingId);
    booking.cancel();
    const session = await takeSeats(em, booking.session.id, -booking.seats);
    session.refuseWhenStarted(ctx.now());
    publish(BookingCanceled, factsOf(ctx, booking));
    publish(SessionChanged, { sessionId: session.id });
    await countBooking(ctx, transaction, -1, booking.bookedAt);
    return booking.id;
  });
  return ctx.load(bookingById, id);
}

async function ownBooking(ctx: Context, { em }: Transaction, id: BookingId): Promise<Booking> {
  const booking = await em.findOne(Booking, { id }, { lockMode: LockMode.PESSIMISTIC_WRITE });
  const isTheirs = booking?.customerId === ctx.member().id || mayDo(ctx.caller, 'booking.cancelAny');
  if (!booking || !isTheirs) throw new NotFound('booking');
  return booking;
}

function factsOf(ctx: Context, booking: Booking) {
  return {
    bookingId: booking.id,
    sessionId: booking.session.id,
    customerId: booking.customerId,
    seats: booking.seats,
    bookedOn: localDate(booking.bookedAt, ctx.tenant().timeZone),
  };
}

/** A booking counts in the month in which it was made, also when it is given back in a later one. */
async function countBooking(
  ctx: Context,
  { em }: Transaction,
  amount: 1 | -1,
  bookedAt: Date,
): Promise<void> {
  const meter = faceOf(ctx).meters.bookingMade;
  if (!meter) return;
  await reserveUsage(em, {
    subgraph: 'booking',
    tenant: ctx.tenant(),
    meter,
    amount,
    reset: 'month',
    now: ctx.now(),
    takenAt: bookedAt,
  });
}

function page(ctx: Context, scope: Omit<PreparedScope, 'tenantId'>, args: PageArgs): Promise<Page<Booking>> {
  return ctx.read((em) => bookingsPage(em, { ...scope, tenantId: ctx.tenant().id }, args));
}

/** All bookings of the tenant, newest first. */
export function listBookings(ctx: Context, args: PageArgs, selection?: Selection): Promise<Page<Booking>> {
  return page(ctx, { name: 'bookings', where: [], selection }, args);
}

/** The bookings of a session, newest first. */
export function listBookingsOf(
  ctx: Context,
  sessionId: SessionId,
  args: PageArgs,
  selection?: Selection,
): Promise<Page<Booking>> {
  const where = [{ property: 'session', is: '=' as const, value: sessionId }];
  return page(ctx, { name: `bookings:${sessionId}`, where, selection }, args);
}

/** The bookings of the member who asks, newest first. */
export function listMyBookings(ctx: Context, args: PageArgs, selection?: Selection): Promise<Page<Booking>> {
  const customerId = ctx.member().id;
  const where = [{ property: 'customerId', is: '=' as const, value: customerId }];
  return page(ctx, { name: `bookings:${customerId}`, where, selection }, args);
}

/** The confirmed booking that the member who asks holds of each session, or null. */
export const myBookingOf: BatchLoad<SessionId, Booking | null> = async (ctx, sessionIds) => {
  const customerId: MemberId = ctx.member().id;
  const where = { customerId, status: 'CONFIRMED' as const, session: { id: { $in: [...sessionIds] } } };
  const found = await ctx.read((em) => em.find(Booking, where));
  const bySession = new Map(found.map((booking) => [booking.session.id, booking]));
  return sessionIds.map((id) => bySession.get(id) ?? null);
};
