import type { MemberId } from '@freehold/kernel/caller/caller';
import { updatePrepared } from '@freehold/kernel/database/prepared/write-prepared';
import type { Context, Transaction } from '@freehold/kernel/subgraph/context';
import { newId } from '@freehold/kernel/values/id';
import { ref } from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/postgresql';
import { addBooking, refuseTwice } from '../booking/add-booking.service.ts';
import { admit, refuseMore } from '../booking/admission.service.ts';
import type { BookingId } from '../booking/booking.entity.ts';
import type { Grounds } from '../booking/standing.service.ts';
import { SessionChanged, WaitlistOffered, WaitlistPromoted } from '../events.ts';
import { Hold } from '../hold/hold.entity.ts';
import { SweepSeats } from '../hold/hold.jobs.ts';
import { unmarkedStrikes } from '../no-show/no-show.service.ts';
import { refuseWithoutCredit } from '../pass/credit.service.ts';
import type { Session } from '../session/session.entity.ts';
import { takeSeats } from '../session/session.service.ts';
import { refuseBlocked } from '../strike/strike.service.ts';
import { offerExpiry } from '../waitlist/line.policy.ts';
import type { Offer, WaitlistEntry } from '../waitlist/waitlist.entity.ts';
import { factsOfEntry, tellChange } from '../waitlist/waitlist-log.service.ts';

/** Somebody whose turn it is, and what that is judged by. */
export interface Turn {
  readonly entry: WaitlistEntry;
  readonly grounds: Grounds;
}

/** What somebody got whose turn it was. */
export type Given = { readonly bookingId: BookingId } | Offer;

async function takeFor(ctx: Context, { em }: Transaction, { entry, grounds }: Turn): Promise<Session> {
  const session = await takeSeats(em, entry.session.id, entry.partySize);
  await refuseUnmarked(ctx, em, entry.customerId, grounds);
  return session;
}

/**
 * Judges strikes that are earned and not marked yet, since nobody asks the member to wait until they are; those that
 * are marked are judged with any booking.
 * @throws {MemberBlocked} while they block the member.
 */
async function refuseUnmarked(
  ctx: Context,
  em: EntityManager,
  customerId: MemberId,
  { policy: { rules }, standing }: Grounds,
): Promise<void> {
  if (!rules.strikes || !standing.mayHaveMissed) return;
  const now = ctx.now();
  const unmarked = await unmarkedStrikes(em, customerId, now);
  if (unmarked.length > 0) refuseBlocked(rules, [...standing.strikes, ...unmarked], now);
}

/**
 * Books seats for somebody who waited, under the rules of any booking.
 * @throws what addBooking throws.
 */
export async function giveBooking(ctx: Context, transaction: Transaction, turn: Turn): Promise<Given> {
  const session = await takeFor(ctx, transaction, turn);
  const { customerId, partySize: seats } = turn.entry;
  const { grounds } = turn;
  const booking = await addBooking(ctx, transaction, { session, customerId, seats, grounds, isTurn: true });
  return { bookingId: booking.id };
}

/**
 * Keeps seats for somebody who waited, until an instant. Who could not book them now is not offered them; what the
 * plan counts is asked when they are accepted.
 * @throws {SessionStarted|OfferingArchived|AlreadyBooked|TooEarlyToBook|BookingClosed|MemberBlocked|BookingLimitReached|NoCredit}
 * as a booking.
 */
export async function giveOffer(ctx: Context, transaction: Transaction, turn: Turn): Promise<Given> {
  const { em, publish } = transaction;
  const session = await takeFor(ctx, transaction, turn);
  const { customerId, partySize: seats } = turn.entry;
  const wish = { session, customerId, seats };
  const { policy, standing, offering: offered } = turn.grounds;
  session.refuseWhenStarted(ctx.now());
  offered.refuseWhenArchived();
  refuseTwice(standing);
  admit(ctx, wish, turn.grounds);
  await refuseMore(ctx, em, wish, policy);
  const needed = policy.rules.creditsPerSeat * seats;
  await refuseWithoutCredit(em, { customerId, offeringId: session.offering.id, now: ctx.now(), needed });
  const expiresAt = offerExpiry(policy.rules, { startsAt: session.startsAt, now: ctx.now() });
  const { tenantId, offering, startsAt } = session;
  const seatPriceMinor = offered.priceMinor;
  const what = { session: ref(session), offering, resource: null, startsAt, seatPriceMinor };
  const hold = em.create(Hold, { ...what, customerId, seats, tenantId, id: newId('hld'), expiresAt });
  em.persist(hold);
  await transaction.enqueue(SweepSeats, { sessionId: session.id }, { at: expiresAt, key: session.id });
  publish(SessionChanged, { sessionId: session.id });
  return { holdId: hold.id, expiresAt };
}

/** Keeps with an entry what somebody got, and tells it. */
export async function tellGiven(transaction: Transaction, entry: WaitlistEntry, given: Given): Promise<void> {
  const { em, publish } = transaction;
  if ('bookingId' in given) {
    entry.promote(given.bookingId);
    publish(WaitlistPromoted, { ...factsOfEntry(entry), bookingId: given.bookingId });
  } else {
    entry.offer(given);
    publish(WaitlistOffered, { ...factsOfEntry(entry), expiresAt: given.expiresAt.toISOString() });
  }
  await updatePrepared(em, entry);
  tellChange(transaction, entry);
}
