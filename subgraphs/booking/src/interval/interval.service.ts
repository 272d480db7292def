import type { MemberId } from '@freehold/kernel/caller/caller';
import type { Context, Transaction } from '@freehold/kernel/subgraph/context';
import { mutateOnce } from '@freehold/kernel/subgraph/mutate-once';
import { addBooking } from '../booking/add-booking.service.ts';
import type { Booking } from '../booking/booking.entity.ts';
import { bookingById } from '../booking/booking.service.ts';
import { customerFor } from '../customer/customer.service.ts';
import { openSession } from '../hold/held-interval.service.ts';
import { heldPrice } from '../hold/held-seats.service.ts';
import type { HoldId } from '../hold/hold.entity.ts';
import { markNoShows } from '../no-show/no-show.service.ts';
import type { Offering, OfferingId } from '../offering/offering.entity.ts';
import { JobDetailsRequired } from '../offering/offering.errors.ts';
import { findOpenOffering } from '../offering/offering.service.ts';
import type { ResourceId } from '../resource/resource.entity.ts';

/** A time of an offering that somebody wants to have alone. */
export interface IntervalRequest {
  readonly offeringId: OfferingId;
  readonly startsAt: Date;
  /** For whom staff books; the member who asks unless given. */
  readonly customerId?: MemberId | null | undefined;
  /** People who come. */
  readonly seats: number;
  /** The customer's hold of it. */
  readonly holdId?: HoldId | null | undefined;
  /** Given by staff who sets the rules aside. */
  readonly overrideReason?: string | null | undefined;
}

/** What a kind of booking adds to a time. */
export interface IntervalTerms {
  /** What it costs, when that is not the offering's price. */
  readonly priceMinor?: bigint | undefined;
  /** Which of the resources that serve it is wanted. */
  readonly resourceId?: ResourceId | null | undefined;
}

/**
 * Books a time of an offering for the member who asks, or for a customer of staff: claim, session, booking and count
 * in one transaction.
 * @throws {Forbidden} when somebody else than staff books for another.
 * @throws {NotFound} when the tenant has no such offering or customer.
 * @throws {JobDetailsRequired} for a job, which needs an address and a size.
 * @throws what {@link bookIntervalWithin} throws.
 */
export async function bookInterval(ctx: Context, input: IntervalRequest, key: string): Promise<Booking> {
  const customerId = await customerFor(ctx, input.customerId);
  await markNoShows(ctx, { customerId });
  const id = await mutateOnce(ctx, { operation: 'bookInterval', key, input }, async (transaction) => {
    const offering = await findOpenOffering(transaction.em, input.offeringId);
    if (offering.kind === 'JOB') throw new JobDetailsRequired();
    const booking = await bookIntervalWithin(ctx, transaction, offering, { ...input, customerId });
    return booking.id;
  });
  return ctx.load(bookingById, id);
}

/**
 * Does what {@link bookInterval} does inside a transaction that does more; for kinds of booking that carry more.
 * The customer, the member who asks unless given, was looked for before.
 * @throws {NotFound} when the customer has no such hold, or the offering does not need such a resource.
 * @throws {ResourceArchived} when all that serve it were archived.
 * @throws {TimeTaken} when its resource, or each of its pool, is taken then.
 * @throws {NotByInterval|Invalid} when it cannot be had then, or not for so many.
 * @throws {HoldExpired} when it is too late for the hold.
 * @throws what addBooking throws.
 */
export async function bookIntervalWithin(
  ctx: Context,
  transaction: Transaction,
  offering: Offering,
  time: Omit<IntervalRequest, 'offeringId'> & IntervalTerms,
): Promise<Booking> {
  const { startsAt, seats, holdId, overrideReason, resourceId } = time;
  const customerId = time.customerId ?? ctx.member().id;
  const use = holdId ? { holdId, customerId, now: ctx.now() } : null;
  const priceMinor = time.priceMinor ?? (await heldPrice(transaction.em, use, seats));
  const session = await openSession(ctx, transaction, { offering, startsAt, seats, resourceId }, use);
  return addBooking(ctx, transaction, {
    session,
    customerId,
    bookedBy: ctx.member().id,
    seats,
    overrideReason,
    priceMinor,
  });
}
