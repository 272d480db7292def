import type { Context } from '@freehold/kernel/subgraph/context';
import { mutateOnce } from '@freehold/kernel/subgraph/mutate-once';
import { addBooking } from '../booking/add-booking.service.ts';
import type { Booking } from '../booking/booking.entity.ts';
import { bookingById } from '../booking/booking.service.ts';
import { markNoShows } from '../booking/no-show.service.ts';
import { openSession } from '../hold/held-interval.service.ts';
import type { HoldId } from '../hold/hold.entity.ts';
import type { OfferingId } from '../offering/offering.entity.ts';
import { findOffering } from '../offering/offering.service.ts';

/** A time of an offering that somebody wants to have alone. */
export interface IntervalRequest {
  readonly offeringId: OfferingId;
  readonly startsAt: Date;
  /** People who come. */
  readonly seats: number;
  /** The member's hold of it. */
  readonly holdId?: HoldId | null | undefined;
  /** Given by staff who sets the rules aside. */
  readonly overrideReason?: string | null | undefined;
}

/**
 * Books a time of an offering for the member who asks: claim, session, booking and count in one transaction.
 * @throws {NotFound} when the tenant has no such offering, or the member no such hold.
 * @throws {TimeTaken} when its resource, or each of its pool, is taken then.
 * @throws {NotByInterval|Invalid} when it cannot be had then, or not for so many.
 * @throws {HoldExpired} when it is too late for the hold.
 * @throws what addBooking throws.
 */
export async function bookInterval(ctx: Context, input: IntervalRequest, key: string): Promise<Booking> {
  const customerId = ctx.member().id;
  await markNoShows(ctx, { customerId });
  const id = await mutateOnce(ctx, { operation: 'bookInterval', key, input }, async (transaction) => {
    const { offeringId, startsAt, seats, holdId, overrideReason } = input;
    const offering = await findOffering(transaction.em, offeringId);
    const use = holdId ? { holdId, customerId, now: ctx.now() } : null;
    const session = await openSession(ctx, transaction, { offering, startsAt, seats }, use);
    const booking = await addBooking(ctx, transaction, { session, customerId, seats, overrideReason });
    return booking.id;
  });
  return ctx.load(bookingById, id);
}
