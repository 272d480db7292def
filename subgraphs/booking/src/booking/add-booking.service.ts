import type { MemberId } from '@freehold/kernel/caller/caller';
import { monthOf } from '@freehold/kernel/metering/period';
import { reserveUsage } from '@freehold/kernel/metering/reserve-usage';
import type { Context, Transaction } from '@freehold/kernel/subgraph/context';
import { localDate } from '@freehold/kernel/values/calendar';
import { newId } from '@freehold/kernel/values/id';
import { ref } from '@mikro-orm/core';
import { BookingChanged, BookingMade, SessionChanged } from '../events.ts';
import { faceOf } from '../face.ts';
import { Offering } from '../offering/offering.entity.ts';
import type { Session } from '../session/session.entity.ts';
import { admit, refuseOverLimit } from './admission.service.ts';
import { Booking, OCCUPYING } from './booking.entity.ts';
import { AlreadyBooked } from './booking.errors.ts';

/** Seats of a session that the transaction has taken for a member already. */
export interface TakenSeats {
  readonly session: Session;
  readonly customerId: MemberId;
  readonly seats: number;
  /** Given by staff who sets the rules aside; it is kept with the booking. */
  readonly overrideReason?: string | null | undefined;
  /** The booking whose place this one takes: it keeps its price and its time of booking, and counts no unit. */
  readonly replaces?: Booking | undefined;
}

/**
 * Makes the booking of seats that are taken: the rules are asked, it is counted, and its events are told.
 * Approval is waited for when the offering wants it.
 * @throws {SessionStarted} when the session has begun.
 * @throws {AlreadyBooked} when the member has a booking of it.
 * @throws {TooEarlyToBook|BookingClosed|MemberBlocked|BookingLimitReached|Forbidden} as {@link admit} and {@link refuseOverLimit} do.
 * @throws {LimitExceeded} at the plan's limit.
 */
export async function addBooking(
  ctx: Context,
  transaction: Transaction,
  taken: TakenSeats,
): Promise<Booking> {
  const { em, publish } = transaction;
  const { session, customerId, replaces, overrideReason = null } = taken;
  session.refuseWhenStarted(ctx.now());
  await refuseTwice(transaction, taken);
  const policy = await admit(ctx, em, taken);
  const offering = await em.findOneOrFail(Offering, { id: session.offering.id });
  const status = offering.needsApproval ? ('PENDING' as const) : ('CONFIRMED' as const);
  const booking = em.create(Booking, {
    tenantId: session.tenantId,
    id: newId('bkg'),
    session: ref(session),
    customerId,
    seats: taken.seats,
    status,
    priceMinor: replaces?.priceMinor ?? offering.priceMinor * BigInt(taken.seats),
    currency: replaces?.currency ?? offering.currency,
    bookedAt: replaces?.bookedAt ?? ctx.now(),
    policyId: policy.id,
    overrideReason,
    feeMinor: 0n,
    refundMinor: 0n,
    canceledAt: null,
    checkedInAt: null,
    rescheduledTo: null,
  });
  await em.persist(booking).flush();
  if (!replaces) publish(BookingMade, { ...factsOf(ctx, booking), status });
  publish(BookingChanged, { bookingId: booking.id, customerId });
  publish(SessionChanged, { sessionId: session.id });
  if (!replaces) await countBookings(ctx, transaction, 1, [booking]);
  const uncounted = replaces ? [booking.id, replaces.id] : [booking.id];
  await refuseOverLimit(ctx, em, { ...taken, uncounted }, policy);
  return booking;
}

/**
 * The session is held, so that nobody books it between this look and what follows.
 * @throws {AlreadyBooked} when the member has a booking of it.
 */
export async function refuseTwice(
  { em }: Transaction,
  { session, customerId }: Pick<TakenSeats, 'session' | 'customerId'>,
): Promise<void> {
  const where = { session: { id: session.id }, customerId, status: { $in: [...OCCUPYING] } };
  if (await em.findOne(Booking, where)) throw new AlreadyBooked();
}

/** What events tell of a booking. */
export function factsOf(ctx: Context, booking: Booking) {
  return {
    bookingId: booking.id,
    sessionId: booking.session.id,
    customerId: booking.customerId,
    seats: booking.seats,
    bookedOn: localDate(booking.bookedAt, ctx.tenant().timeZone),
  };
}

/**
 * Counts bookings, or with -1 gives their units back: each in the month in which it was made, also when it ends
 * in a later one.
 */
export async function countBookings(
  ctx: Context,
  { em }: Transaction,
  sign: 1 | -1,
  bookings: readonly Booking[],
): Promise<void> {
  const meter = faceOf(ctx).meters.bookingMade;
  if (!meter) return;
  const tenant = ctx.tenant();
  const byMonth = Map.groupBy(bookings, ({ bookedAt }) => monthOf(bookedAt, tenant.timeZone));
  for (const [first, ...others] of byMonth.values()) {
    if (!first) continue;
    const amount = sign * (1 + others.length);
    const now = ctx.now();
    const count = { subgraph: 'booking', tenant, meter, amount, reset: 'month' as const, now };
    await reserveUsage(em, { ...count, takenAt: first.bookedAt });
  }
}
