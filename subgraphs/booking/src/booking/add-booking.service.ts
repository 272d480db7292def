import type { MemberId } from '@freehold/kernel/caller/caller';
import { insertPrepared } from '@freehold/kernel/database/prepared/write-prepared';
import { monthOf } from '@freehold/kernel/metering/period';
import { reserveUsage } from '@freehold/kernel/metering/reserve-usage';
import type { Context, Transaction } from '@freehold/kernel/subgraph/context';
import { localDate } from '@freehold/kernel/values/calendar';
import { newId } from '@freehold/kernel/values/id';
import { ref } from '@mikro-orm/core';
import { BookingChanged, BookingMade, FeeFellDue, SessionChanged } from '../events.ts';
import { faceOf } from '../face.ts';
import type { Offering } from '../offering/offering.entity.ts';
import { noteOverride } from '../override/override.service.ts';
import { moveCredits, takeCredits } from '../pass/credit.service.ts';
import type { PolicyVersion } from '../policy/policy.entity.ts';
import { noShowAt } from '../policy/policy.policy.ts';
import type { Session } from '../session/session.entity.ts';
import { BeginSession } from '../session/session.jobs.ts';
import { admit, refuseOverLimit } from './admission.service.ts';
import { Booking } from './booking.entity.ts';
import { AlreadyBooked } from './booking.errors.ts';
import { WaiterBooked } from './booking.events.ts';
import { LookForAbsent } from './booking.jobs.ts';
import { type Grounds, groundsOf, type Standing } from './standing.service.ts';

/** Seats of a session that the transaction has taken for a member already. */
export interface TakenSeats {
  readonly session: Session;
  readonly customerId: MemberId;
  readonly seats: number;
  /** Who asks for it, when somebody does. */
  readonly bookedBy?: MemberId | undefined;
  /** Given by staff who sets the rules aside; it is kept with the booking. */
  readonly overrideReason?: string | null | undefined;
  /** What it costs when that is not the offering's price of its seats: a job is priced by its place and its size. */
  readonly priceMinor?: bigint | undefined;
  /** The booking whose place this one takes: it keeps its price and its time of booking, and counts no unit. */
  readonly replaces?: Booking | undefined;
  /** Whether they come of waiting; whoever gives them ends the waiting, too. */
  readonly isTurn?: boolean | undefined;
  /** What it is judged by, of whoever has looked that up while holding the session. */
  readonly grounds?: Grounds | undefined;
}

/**
 * Makes the booking of seats that are taken: the rules are asked, it is counted, and its events are told.
 * Approval is waited for when the offering wants it. Who waited for seats of the session waits no more.
 * @throws {SessionStarted} when the session has begun.
 * @throws {AlreadyBooked} when the member has a booking of it.
 * @throws {TooEarlyToBook|BookingClosed|MemberBlocked|BookingLimitReached|Forbidden} as {@link admit} and {@link refuseOverLimit} do.
 * @throws {OfferingArchived} when it takes no new bookings; one that takes the place of another is not new.
 * @throws {LimitExceeded} at the plan's limit.
 * @throws {NoCredit} when the rules ask for more credits than passes have, unless staff overrides.
 */
export async function addBooking(
  ctx: Context,
  transaction: Transaction,
  taken: TakenSeats,
): Promise<Booking> {
  const { em, publish } = transaction;
  const { session, customerId, replaces } = taken;
  session.refuseWhenStarted(ctx.now());
  const grounds = taken.grounds ?? (await groundsOf(em, session, customerId, ctx.now()));
  const { policy } = grounds;
  refuseTwice(grounds.standing);
  admit(ctx, taken, grounds);
  const booking = await createBooking(ctx, transaction, taken, grounds);
  publish(BookingChanged, { bookingId: booking.id, customerId: booking.customerId });
  publish(SessionChanged, { sessionId: session.id, isOnDemand: session.isOnDemand });
  if (!replaces) await countBookings(ctx, transaction, 1, [booking]);
  const uncounted = replaces ? [booking.id, replaces.id] : [booking.id];
  await refuseOverLimit(ctx, em, { ...taken, uncounted }, policy);
  if (replaces) await moveCredits(ctx, transaction, { from: replaces, to: booking });
  else await spendCredits(ctx, transaction, booking, { session, policy });
  await planLook(ctx, transaction, session, policy);
  if (booking.status === 'PENDING') await planDecision(transaction, session);
  if (grounds.standing.isWaiting && !taken.isTurn)
    await ctx.react(transaction, WaiterBooked, { sessionId: session.id, customerId });
  return booking;
}

/** Has somebody look whether its holder came, when the rules say so. */
async function planLook(
  ctx: Context,
  { enqueue }: Transaction,
  { id: sessionId, startsAt, endsAt }: Session,
  { rules }: PolicyVersion,
): Promise<void> {
  const at = noShowAt(rules, { startsAt, endsAt, since: ctx.now() });
  if (at) await enqueue(LookForAbsent, { sessionId }, { at, key: sessionId });
}

/** A request is declined when its session begins, unless somebody decides before. */
function planDecision({ enqueue }: Transaction, { id: sessionId, startsAt }: Session): Promise<void> {
  return enqueue(BeginSession, { sessionId }, { at: startsAt, key: sessionId });
}

/** What it keeps of the booking whose place it takes, or what it begins with. */
function keptOf(ctx: Context, { seats, replaces, priceMinor }: TakenSeats, offering: Offering) {
  const { currency } = offering;
  if (!replaces)
    return {
      priceMinor: priceMinor ?? offering.priceMinor * BigInt(seats),
      currency,
      bookedAt: ctx.now(),
      creditsTaken: 0,
    };
  const { bookedAt, creditsTaken } = replaces;
  return { priceMinor: replaces.priceMinor, currency: replaces.currency, bookedAt, creditsTaken };
}

async function createBooking(
  ctx: Context,
  transaction: Transaction,
  taken: TakenSeats,
  { policy, offering }: Grounds,
): Promise<Booking> {
  const { em, publish } = transaction;
  const { session, customerId, seats, bookedBy = null, replaces, overrideReason = null } = taken;
  if (!replaces) offering.refuseWhenArchived();
  const status = offering.needsApproval ? ('PENDING' as const) : ('CONFIRMED' as const);
  const own = {
    tenantId: session.tenantId,
    id: newId('bkg'),
    session: ref(session),
    customerId,
    seats,
    status,
  };
  const facts = {
    ...keptOf(ctx, taken, offering),
    ...own,
    bookedBy: bookedBy === customerId ? null : bookedBy,
    policyId: policy.id,
    overrideReason,
    ...{ feeMinor: 0n, refundMinor: 0n },
    confirmedAt: status === 'CONFIRMED' ? ctx.now() : null,
    ...{ canceledAt: null, checkedInAt: null, rescheduledTo: null, movedFrom: null },
  };
  const booking = em.create(Booking, facts, { persist: false });
  await insertPrepared(em, [booking]);
  if (!replaces) publish(BookingMade, { ...factsOf(ctx, booking), status });
  const deed = replaces ? ('MOVED' as const) : ('BOOKED' as const);
  noteOverride(ctx, transaction, { bookingId: booking.id, deed, reason: overrideReason });
  return booking;
}

/** Takes what the rules ask of passes; staff who overrides takes what there is, which may be nothing. */
async function spendCredits(
  ctx: Context,
  transaction: Transaction,
  booking: Booking,
  { session, policy }: { readonly session: Session; readonly policy: PolicyVersion },
): Promise<void> {
  const needed = policy.rules.creditsPerSeat * booking.seats;
  if (needed === 0) return;
  const { id: bookingId, customerId } = booking;
  const wish = { customerId, offeringId: session.offering.id, now: ctx.now(), bookingId, needed };
  const isOverridden = Boolean(booking.overrideReason);
  booking.creditsTaken = await takeCredits(ctx, transaction, { ...wish, isOverridden });
}

/** @throws {AlreadyBooked} when the member has a booking of it. */
export function refuseTwice({ isBooked }: Standing): void {
  if (isBooked) throw new AlreadyBooked();
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

/** Tells what a booking that has ended costs its customer beside its price, if it does. */
export function tellFee(
  { publish }: Transaction,
  { id: bookingId, customerId, feeMinor, currency }: Booking,
  cause: 'LATE_CANCELED' | 'NO_SHOW',
): void {
  if (feeMinor > 0n)
    publish(FeeFellDue, { bookingId, customerId, cause, feeMinor: String(feeMinor), currency });
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
