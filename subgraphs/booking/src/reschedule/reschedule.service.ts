import type { Glance } from '@freehold/kernel/database/idempotency';
import { Forbidden, Invalid } from '@freehold/kernel/errors/refusals';
import { mayDo } from '@freehold/kernel/permissions/rules';
import type { Context, Transaction } from '@freehold/kernel/subgraph/context';
import { mutateOnce } from '@freehold/kernel/subgraph/mutate-once';
import type { EntityManager } from '@mikro-orm/postgresql';
import { addBooking, factsOf } from '../booking/add-booking.service.ts';
import type { Booking, BookingId } from '../booking/booking.entity.ts';
import { BookingNotConfirmed } from '../booking/booking.errors.ts';
import { BookingReplaced } from '../booking/booking.events.ts';
import { bookingById } from '../booking/booking.service.ts';
import { lockResources } from '../claim/claim.service.ts';
import { findOwnBooking, freeSeats, type HeldBooking, lockBooking } from '../ending/held-booking.service.ts';
import { BookingChanged, BookingRescheduled } from '../events.ts';
import { openSession } from '../hold/held-interval.service.ts';
import { takeFreeSeats } from '../hold/held-seats.service.ts';
import { markNoShows } from '../no-show/no-show.service.ts';
import { needsOf, servingAny } from '../offering/need.service.ts';
import type { Offering } from '../offering/offering.entity.ts';
import { refuseLateReschedule } from '../policy/policy.policy.ts';
import { agreedPolicy } from '../policy/policy.service.ts';
import type { Rules } from '../policy/rules.policy.ts';
import type { Session, SessionId } from '../session/session.entity.ts';
import { SeatsFreed } from '../session/session.events.ts';
import { holdSessions } from '../session/session.service.ts';
import { withSettledSeats } from '../session-booking/settled-seats.service.ts';

/** Where a booking is to be moved: to another session of its offering, or to a time of one's own choice. */
export type Target = { readonly sessionId: SessionId } | { readonly startsAt: Date };

/** A booking to be moved. */
export interface Move {
  readonly bookingId: BookingId;
  readonly target: Target;
  /** Given by staff who sets the rules aside. */
  readonly overrideReason?: string | null | undefined;
}

/** A booking with what it is of, what it is moved to, and the rules that were agreed unless they are set aside. */
interface WantedMove extends HeldBooking {
  readonly offering: Offering;
  readonly target: Target;
  readonly rules: Rules | null;
}

/**
 * Moves a booking: a new one takes its place at its price, and the old one points to it; both or neither.
 * It is the new one that is answered. The plan counts nothing.
 * @throws {NotFound} when there is none, or it is another customer's, or there is no such session.
 * @throws {Invalid} for the session that it is of already, or one of another offering.
 * @throws {BookingNotConfirmed} when it does not stand any more.
 * @throws {SessionStarted} when either session has begun.
 * @throws {RescheduleTooLate} when the rules that were agreed do not allow it any more.
 * @throws {SlotTaken|TimeTaken|SessionCanceled} when the target is not to be had.
 * @throws {Forbidden} when somebody else than staff overrides.
 * @throws what addBooking throws.
 */
export async function rescheduleBooking(ctx: Context, input: Move, key: string): Promise<Booking> {
  if (input.overrideReason && !mayDo(ctx.caller, 'policy.override')) throw new Forbidden();
  const id = await afterSettling(ctx, input, (glance) =>
    mutateOnce(ctx, { operation: 'rescheduleBooking', key, input, glance }, async (transaction) => {
      const move = await holdMove(ctx, transaction, input);
      refuseMove(ctx, move);
      const made = await makeMove(ctx, transaction, move, input.overrideReason);
      return made.id;
    }),
  );
  return ctx.load(bookingById, id);
}

/** What the customer missed is settled first, as before any booking, since strikes are judged by it. */
async function afterSettling<T>(
  ctx: Context,
  input: Move,
  move: (glance?: Glance) => Promise<T>,
): Promise<T> {
  const found = await ctx.read((em) => findMove(ctx, em, input));
  const { customerId, seats } = found.booking;
  const { target } = input;
  if ('sessionId' in target) {
    const wanted = { customerId, sessionId: target.sessionId, seats, refuse: () => refuseMove(ctx, found) };
    return withSettledSeats(ctx, wanted, move);
  }
  await markNoShows(ctx, { customerId });
  return move();
}

/** A move as it looks now; nothing is held. */
async function findMove(ctx: Context, em: EntityManager, input: Move): Promise<WantedMove> {
  const { bookingId, target, overrideReason } = input;
  const booking = await findOwnBooking(ctx, em, bookingId, ['session.offering']);
  const session = booking.session.getEntity();
  const policy = overrideReason ? null : await agreedPolicy(em, booking.policyId);
  return { booking, session, offering: session.offering.getEntity(), target, rules: policy?.rules ?? null };
}

/** Resources first, then sessions, then the booking, as everywhere, so that no two wait for each other. */
async function holdMove(ctx: Context, { em }: Transaction, input: Move): Promise<WantedMove> {
  const move = await findMove(ctx, em, input);
  const { session, offering, target } = move;
  if ('startsAt' in target) await lockResources(em, ctx.tenant().id, servingAny(await needsOf(em, offering)));
  await holdSessions(em, 'sessionId' in target ? [session.id, target.sessionId] : [session.id]);
  await lockBooking(em, input.bookingId);
  return move;
}

function refuseMove(ctx: Context, { booking, session, target, rules }: WantedMove): void {
  if (booking.status !== 'PENDING' && booking.status !== 'CONFIRMED')
    throw new BookingNotConfirmed(booking.status);
  session.refuseWhenStarted(ctx.now());
  const isSame =
    'sessionId' in target
      ? target.sessionId === session.id
      : target.startsAt.getTime() === session.startsAt.getTime();
  if (isSame) throw new Invalid('The booking is of that time already.');
  if (rules) refuseLateReschedule(rules, { startsAt: session.startsAt, now: ctx.now() });
}

/** The old seats are free before the new ones are taken, so that a time may be moved by less than its length. */
async function makeMove(
  ctx: Context,
  transaction: Transaction,
  move: WantedMove,
  overrideReason: string | null | undefined,
): Promise<Booking> {
  const { booking } = move;
  const { customerId, seats } = booking;
  await freeSeats(ctx, transaction, move);
  await ctx.react(transaction, SeatsFreed, { sessionId: move.session.id });
  const session = await takeTarget(ctx, transaction, move);
  const bookedBy = ctx.member().id;
  const taken = { session, customerId, bookedBy, seats, overrideReason, replaces: booking };
  const made = await addBooking(ctx, transaction, taken);
  booking.moveTo(made.id);
  await ctx.react(transaction, BookingReplaced, { fromBookingId: booking.id, bookingId: made.id });
  transaction.publish(BookingRescheduled, {
    ...factsOf(ctx, made),
    fromBookingId: booking.id,
    fromSessionId: move.session.id,
  });
  transaction.publish(BookingChanged, { bookingId: booking.id, customerId });
  return made;
}

async function takeTarget(
  ctx: Context,
  transaction: Transaction,
  { booking, offering, target }: WantedMove,
): Promise<Session> {
  const { seats } = booking;
  if ('startsAt' in target)
    return openSession(ctx, transaction, { offering, startsAt: target.startsAt, seats }, null);
  const session = await takeFreeSeats(ctx, transaction, target.sessionId, seats);
  if (session.offering.id !== offering.id) throw new Invalid('The session is of another offering.');
  return session;
}
