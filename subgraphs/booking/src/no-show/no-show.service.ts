import type { MemberId } from '@freehold/kernel/caller/caller';
import type { Context, Transaction } from '@freehold/kernel/subgraph/context';
import { LockMode } from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/postgresql';
import { factsOf, tellFee } from '../booking/add-booking.service.ts';
import { Booking } from '../booking/booking.entity.ts';
import { EARLIEST_MS } from '../booking/standing.service.ts';
import { BookingChanged, BookingMissed, SessionChanged } from '../events.ts';
import { type Settlement, settleCredits } from '../pass/credit.service.ts';
import { noShowAt } from '../policy/policy.policy.ts';
import { policiesThatLook } from '../policy/policy.service.ts';
import type { Rules } from '../policy/rules.policy.ts';
import { endSession } from '../session/schedule-session.service.ts';
import type { SessionId } from '../session/session.entity.ts';
import { SeatsFreed } from '../session/session.events.ts';
import { holdSessions, takeSeats } from '../session/session.service.ts';
import { addStrike } from '../strike/strike.service.ts';

/** Whose bookings are looked through: those of a member, or those of a session. */
export type NoShowScope = { readonly customerId: MemberId } | { readonly sessionId: SessionId };

/** A booking whose holder did not come, by the rules that were agreed, and since when that counts. */
interface Missed {
  readonly booking: Booking;
  readonly rules: Rules;
  readonly at: Date;
}

/**
 * Marks the bookings whose holders did not come in a transaction of its own: their seats are free, and what
 * missing costs is settled. It is called whenever the answer matters, and by the clock. How many there were.
 */
export async function markNoShows(ctx: Context, scope: NoShowScope): Promise<number> {
  const missed = await ctx.read((em) => findMissed(em, scope, ctx.now()));
  if (missed.length === 0) return 0;
  return ctx.transaction((transaction) => markWithin(ctx, transaction, scope));
}

/** Does what {@link markNoShows} does inside a transaction that holds nothing yet. */
export async function markWithin(
  ctx: Context,
  transaction: Transaction,
  scope: NoShowScope,
): Promise<number> {
  const { em } = transaction;
  const found = await findMissed(em, scope, ctx.now());
  await holdSessions(
    em,
    found.map(({ booking }) => booking.session.id),
  );
  const missed = await stillMissed(em, found);
  for (const each of missed) await settle(ctx, transaction, each);
  await settleCredits(ctx, transaction, missed.map(creditsOf));
  return missed.length;
}

/** What is lost by missing is what the rules name: credits return unless it is they. */
function creditsOf({ booking, rules }: Missed): Settlement {
  return { booking, isBack: rules.noShow?.consequence !== 'CREDIT_LOST' };
}

async function findMissed(em: EntityManager, scope: NoShowScope, now: Date): Promise<Missed[]> {
  const policies = await policiesThatLook(em);
  if (policies.size === 0) return [];
  const session = { startsAt: { $lte: new Date(now.getTime() + EARLIEST_MS) } };
  const found = await em.find(
    Booking,
    {
      status: 'CONFIRMED',
      policyId: { $in: [...policies.keys()] },
      ...('customerId' in scope
        ? { customerId: scope.customerId, session }
        : { session: { ...session, id: scope.sessionId } }),
    },
    { populate: ['session'], strategy: 'joined', orderBy: { id: 'asc' } },
  );
  return found.flatMap((booking) => {
    const policy = booking.policyId && policies.get(booking.policyId);
    if (!policy) return [];
    const at = noShowAt(policy.rules, booking.attendance());
    return at && at <= now ? [{ booking, rules: policy.rules, at }] : [];
  });
}

/** Some may have checked in, or have been marked by another, before their sessions were held. */
async function stillMissed(em: EntityManager, found: readonly Missed[]): Promise<readonly Missed[]> {
  if (found.length === 0) return [];
  const ids = found.map(({ booking }) => booking.id);
  await em.find(
    Booking,
    { id: { $in: ids } },
    { orderBy: { id: 'asc' }, lockMode: LockMode.PESSIMISTIC_WRITE, refresh: true },
  );
  return found.filter(({ booking }) => booking.status === 'CONFIRMED');
}

/** Once the session is over, nobody can use the seats, and one that was made for the booking has taken place. */
async function freeSeats(ctx: Context, transaction: Transaction, { session, seats }: Booking): Promise<void> {
  const left = await takeSeats(transaction.em, session.id, -seats);
  if (ctx.now() >= left.endsAt) return;
  transaction.publish(SessionChanged, { sessionId: left.id, isOnDemand: left.isOnDemand });
  if (left.isOnDemand && left.seatsTaken === 0) await endSession(ctx, transaction, left);
  await ctx.react(transaction, SeatsFreed, { sessionId: left.id });
}

async function settle(ctx: Context, transaction: Transaction, { booking, rules, at }: Missed): Promise<void> {
  const { tenantId, id: bookingId, customerId } = booking;
  const consequence = rules.noShow?.consequence ?? 'NONE';
  const feeMinor = BigInt(rules.noShow?.feeMinor ?? 0);
  booking.miss(feeMinor);
  if (consequence === 'STRIKE') addStrike(transaction.em, { tenantId, memberId: customerId, bookingId, at });
  await freeSeats(ctx, transaction, booking);
  const facts = {
    ...factsOf(ctx, booking),
    consequence,
    feeMinor: String(feeMinor),
    currency: booking.currency,
  };
  transaction.publish(BookingMissed, facts);
  tellFee(transaction, booking, 'NO_SHOW');
  transaction.publish(BookingChanged, { bookingId, customerId });
}

/** When a member earned strikes that are not marked yet; {@link markNoShows} will date them so. */
export async function unmarkedStrikes(
  em: EntityManager,
  customerId: MemberId,
  now: Date,
): Promise<readonly Date[]> {
  const missed = await findMissed(em, { customerId }, now);
  return missed.filter(({ rules }) => rules.noShow?.consequence === 'STRIKE').map(({ at }) => at);
}
