import type { MemberId } from '@freehold/kernel/caller/caller';
import type { Context, Transaction } from '@freehold/kernel/subgraph/context';
import { newId } from '@freehold/kernel/values/id';
import { ref } from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/postgresql';
import { addBooking, refuseTwice } from '../booking/add-booking.service.ts';
import { admit, refuseMore } from '../booking/admission.service.ts';
import { unmarkedStrikes } from '../booking/no-show.service.ts';
import { SessionChanged, WaitlistOffered, WaitlistPromoted } from '../events.ts';
import { Hold } from '../hold/hold.entity.ts';
import { SweepSeats } from '../hold/hold.jobs.ts';
import { refuseWithoutCredit } from '../pass/credit.service.ts';
import type { PolicyVersion } from '../policy/policy.entity.ts';
import { strikeBlock } from '../policy/policy.policy.ts';
import type { Session, SessionId } from '../session/session.entity.ts';
import { takeSeats } from '../session/session.service.ts';
import { MemberBlocked } from '../strike/strike.errors.ts';
import { strikeTimes } from '../strike/strike.service.ts';
import { offerExpiry } from '../waitlist/line.policy.ts';
import { WaitlistEntry, type WaitlistEntryId } from '../waitlist/waitlist.entity.ts';
import { factsOfEntry, note, tellChange } from '../waitlist/waitlist-log.service.ts';

/** Somebody whose turn it is. */
export interface Turn {
  readonly sessionId: SessionId;
  readonly entryId: WaitlistEntryId;
  readonly policy: PolicyVersion;
  /** The place in the line, from 1. */
  readonly place: number;
}

interface Taken {
  readonly entry: WaitlistEntry;
  readonly session: Session;
}

async function takeFor(ctx: Context, { em }: Transaction, turn: Turn): Promise<Taken> {
  const entry = await em.findOneOrFail(WaitlistEntry, { id: turn.entryId });
  const session = await takeSeats(em, turn.sessionId, entry.partySize);
  await refuseUnmarked(ctx, em, entry.customerId, turn.policy);
  return { entry, session };
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
  { rules }: PolicyVersion,
): Promise<void> {
  if (!rules.strikes) return;
  const now = ctx.now();
  const unmarked = await unmarkedStrikes(em, customerId, now);
  if (unmarked.length === 0) return;
  const until = strikeBlock(rules, [...(await strikeTimes(em, customerId)), ...unmarked], now);
  if (until) throw new MemberBlocked(until, rules.strikes.unblockFeeMinor);
}

/**
 * Books seats for somebody who waited, under the rules of any booking.
 * @throws what addBooking throws.
 */
export async function giveBooking(ctx: Context, transaction: Transaction, turn: Turn): Promise<void> {
  const { entry, session } = await takeFor(ctx, transaction, turn);
  const { customerId, partySize: seats } = entry;
  const booking = await addBooking(ctx, transaction, { session, customerId, seats });
  entry.promote(booking.id);
  note(ctx, transaction, entry, { kind: 'PROMOTED', place: turn.place });
  transaction.publish(WaitlistPromoted, { ...factsOfEntry(entry), bookingId: booking.id });
  tellChange(transaction, entry);
}

/**
 * Keeps seats for somebody who waited, until an instant. Who could not book them now is not offered them; what the
 * plan counts is asked when they are accepted.
 * @throws {SessionStarted|AlreadyBooked|TooEarlyToBook|BookingClosed|MemberBlocked|BookingLimitReached|NoCredit} as a
 * booking.
 */
export async function giveOffer(ctx: Context, transaction: Transaction, turn: Turn): Promise<void> {
  const { em, publish } = transaction;
  const { entry, session } = await takeFor(ctx, transaction, turn);
  const wish = { session, customerId: entry.customerId, seats: entry.partySize };
  session.refuseWhenStarted(ctx.now());
  await refuseTwice(transaction, wish);
  const policy = await admit(ctx, em, wish);
  await refuseMore(ctx, em, wish, policy);
  const needed = policy.rules.creditsPerSeat * entry.partySize;
  const { customerId } = entry;
  await refuseWithoutCredit(em, { customerId, offeringId: session.offering.id, now: ctx.now(), needed });
  const expiresAt = offerExpiry(turn.policy.rules, { startsAt: session.startsAt, now: ctx.now() });
  const { tenantId, offering, startsAt } = session;
  const what = { session: ref(session), offering, resource: null, startsAt };
  const hold = em.create(Hold, { ...wish, ...what, tenantId, id: newId('hld'), expiresAt });
  em.persist(hold);
  await transaction.enqueue(SweepSeats, { sessionId: session.id }, { at: expiresAt, key: session.id });
  entry.offer({ holdId: hold.id, expiresAt });
  note(ctx, transaction, entry, { kind: 'OFFERED', place: turn.place });
  publish(WaitlistOffered, { ...factsOfEntry(entry), expiresAt: expiresAt.toISOString() });
  publish(SessionChanged, { sessionId: session.id });
  tellChange(transaction, entry);
}
