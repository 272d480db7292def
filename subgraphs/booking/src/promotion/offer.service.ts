import type { Context } from '@freehold/kernel/subgraph/context';
import { mutateOnce } from '@freehold/kernel/subgraph/mutate-once';
import { addBooking } from '../booking/add-booking.service.ts';
import type { Booking } from '../booking/booking.entity.ts';
import { bookingById } from '../booking/booking.service.ts';
import { WaitlistPromoted } from '../events.ts';
import { heldPrice, sweepExpired, useHeldSeats } from '../hold/held-seats.service.ts';
import { markNoShows } from '../no-show/no-show.service.ts';
import { WaitlistEntry, type WaitlistEntryId } from '../waitlist/waitlist.entity.ts';
import { waitlistEntryById } from '../waitlist/waitlist.service.ts';
import { factsOfEntry, note, tellChange } from '../waitlist/waitlist-log.service.ts';
import { endOffer } from './end-offer.service.ts';
import { findEntry, holdEntry } from './held-entry.service.ts';
import { giveSeats } from './promotion.service.ts';

/**
 * Books the seats that are offered to the member who asks, or to a customer of staff, under the rules of any booking.
 * When they are refused, the offer stands until it expires.
 * @throws {NotFound} when there is no such entry, or it is another member's and the caller may not manage waitlists.
 * @throws {OfferExpired} when it is too late.
 * @throws {NothingOffered} when there is no offer.
 * @throws what addBooking throws.
 */
export async function acceptOffer(ctx: Context, entryId: WaitlistEntryId, key: string): Promise<Booking> {
  const { customerId } = await ctx.read((em) => findEntry(ctx, em, entryId));
  await markNoShows(ctx, { customerId });
  await settleExpired(ctx, entryId);
  const input = { entryId };
  const id = await mutateOnce(ctx, { operation: 'acceptOffer', key, input }, async (transaction) => {
    const entry = await holdEntry(ctx, transaction.em, entryId);
    const now = ctx.now();
    const use = { holdId: entry.offeredHold(now), customerId, now };
    const wanted = { sessionId: entry.session.id, seats: entry.partySize };
    const priceMinor = await heldPrice(transaction.em, use, wanted.seats);
    const session = await useHeldSeats(ctx, transaction, wanted, use);
    const bookedBy = ctx.member().id;
    const wish = { session, customerId, seats: wanted.seats, bookedBy, priceMinor, isTurn: true };
    const booking = await addBooking(ctx, transaction, wish);
    entry.promote(booking.id);
    note(ctx, transaction, entry, { kind: 'ACCEPTED' });
    transaction.publish(WaitlistPromoted, { ...factsOfEntry(entry), bookingId: booking.id });
    tellChange(transaction, entry);
    return booking.id;
  });
  return ctx.load(bookingById, id);
}

/**
 * Lets the seats go that are offered to the member who asks, or to a customer of staff; they are the next one's.
 * @throws {NotFound} when there is no such entry, or it is another member's and the caller may not manage waitlists.
 * @throws {OfferExpired} when it is over already.
 * @throws {NothingOffered} when there is no offer.
 */
export async function declineOffer(
  ctx: Context,
  entryId: WaitlistEntryId,
  key: string,
): Promise<WaitlistEntry> {
  await settleExpired(ctx, entryId);
  const input = { entryId };
  const id = await mutateOnce(ctx, { operation: 'declineOffer', key, input }, async (transaction) => {
    const entry = await holdEntry(ctx, transaction.em, entryId);
    entry.offeredHold(ctx.now());
    await endOffer(ctx, transaction, entry, 'DECLINED');
    await giveSeats(ctx, transaction, { sessionId: entry.session.id });
    return entryId;
  });
  return ctx.load(waitlistEntryById, id);
}

/** Ends the offers of its session that have expired in a transaction of its own, so that a refusal does not undo it. */
async function settleExpired(ctx: Context, entryId: WaitlistEntryId): Promise<void> {
  const entry = await ctx.read((em) => em.findOne(WaitlistEntry, { id: entryId }));
  if (entry?.hasExpired(ctx.now())) await sweepExpired(ctx, entry.session.id);
}
