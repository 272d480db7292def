import {
  answeredAs,
  askTogether,
  type EntityStatement,
  entitiesOf,
  findPrepared,
  type Question,
} from '@freehold/kernel/database/prepared/ask-prepared';
import { updatePrepared } from '@freehold/kernel/database/prepared/write-prepared';
import { tenantUuidOf } from '@freehold/kernel/database/transaction';
import { NotFound } from '@freehold/kernel/errors/refusals';
import { mayDo } from '@freehold/kernel/permissions/rules';
import type { Context, Transaction } from '@freehold/kernel/subgraph/context';
import { uuidOf } from '@freehold/kernel/values/id';
import type { EntityManager } from '@mikro-orm/postgresql';
import { countBookings, factsOf, tellFee } from '../booking/add-booking.service.ts';
import { Booking, type BookingEnd, type BookingId } from '../booking/booking.entity.ts';
import { BookingCanceled, BookingChanged, SessionChanged } from '../events.ts';
import { settleCredits } from '../pass/credit.service.ts';
import { endSession } from '../session/schedule-session.service.ts';
import type { Session } from '../session/session.entity.ts';
import { SeatsFreed } from '../session/session.events.ts';
import { giveSeatsBack, heldSession, takeSeats } from '../session/session.service.ts';

const FIND: EntityStatement = (columns) => `select ${columns} from booking where tenant_id = $1 and id = $2`;
const KEEP: EntityStatement = (columns) => `${FIND(columns)} for update`;

/** A booking and its session, neither of which anybody else changes until the transaction ends. */
export interface HeldBooking {
  readonly booking: Booking;
  readonly session: Session;
}

/**
 * A booking of the member who asks, or for staff anybody's; with what it is of, when that is named.
 * @throws {NotFound} when there is none, or it is another customer's and the caller is not staff.
 */
export async function findOwnBooking(
  ctx: Context,
  em: EntityManager,
  id: BookingId,
  populate: readonly ('session' | 'session.offering')[] = [],
): Promise<Booking> {
  const booking = await findBooking(em, id, populate);
  const isTheirs = booking?.customerId === ctx.member().id || mayDo(ctx.caller, 'booking.cancelAny');
  if (!booking || !isTheirs) throw new NotFound('booking');
  return booking;
}

async function findBooking(
  em: EntityManager,
  id: BookingId,
  populate: readonly ('session' | 'session.offering')[],
): Promise<Booking | null> {
  if (populate.length > 0)
    return em.findOne(Booking, { id }, { populate: [...populate], strategy: 'joined' });
  const [booking] = await findPrepared(em, Booking, {
    statement: FIND,
    values: [tenantUuidOf(em), uuidOf(id)],
  });
  return booking ?? null;
}

/**
 * Keeps a booking and its session as they are until the transaction ends; the session first, as everywhere.
 * @throws {NotFound} as {@link findOwnBooking} does.
 */
export async function holdBooking(ctx: Context, em: EntityManager, id: BookingId): Promise<HeldBooking> {
  const found = await findOwnBooking(ctx, em, id);
  const [session, booking] = await askTogether(em, [heldSession(em, found.session.id), heldBooking(em, id)]);
  return { session, booking };
}

function heldBooking(em: EntityManager, id: BookingId): Question<Booking> {
  const values = [tenantUuidOf(em), uuidOf(id)];
  return answeredAs(entitiesOf(em, Booking, { statement: KEEP, values }), ([booking]) => {
    if (!booking) throw new NotFound('booking');
    return booking;
  });
}

/** Keeps a booking as it is until the transaction ends. Hold its session first. */
export async function lockBooking(em: EntityManager, id: BookingId): Promise<Booking> {
  const [booking] = await askTogether(em, [heldBooking(em, id)]);
  return booking;
}

/** Makes the seats of a booking that ends free again; a session that was made for it ends with it. */
export async function freeSeats(
  ctx: Context,
  transaction: Transaction,
  { booking, session }: HeldBooking,
): Promise<void> {
  const { em, publish } = transaction;
  publish(SessionChanged, { sessionId: session.id });
  if (!session.isOnDemand) return giveSeatsBack(em, session.id, booking.seats);
  const left = await takeSeats(em, session.id, -booking.seats);
  if (left.seatsTaken === 0) await endSession(ctx, transaction, left);
}

/**
 * Tells that a booking has ended and gives its unit of the plan back; then whoever waits may have its seats. Its
 * credits are settled at last.
 */
export async function tellEnd(
  ctx: Context,
  transaction: Transaction,
  booking: Booking,
  { status: outcome, isCreditBack: isBack }: Pick<BookingEnd, 'status' | 'isCreditBack'>,
): Promise<void> {
  const { id: bookingId, customerId } = booking;
  await updatePrepared(transaction.em, booking);
  transaction.publish(BookingCanceled, { ...factsOf(ctx, booking), outcome });
  transaction.publish(BookingChanged, { bookingId, customerId });
  await countBookings(ctx, transaction, -1, [booking]);
  if (outcome === 'LATE_CANCELED') tellFee(transaction, booking, outcome);
  await ctx.react(transaction, SeatsFreed, { sessionId: booking.session.id });
  await settleCredits(ctx, transaction, [{ booking, isBack }]);
}
