import type { MemberId } from '@freehold/kernel/caller/caller';
import type { Glance } from '@freehold/kernel/database/idempotency';
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
import { idOf, uuidOf } from '@freehold/kernel/values/id';
import type { EntityManager } from '@mikro-orm/postgresql';
import { z } from 'zod';
import { countBookings, factsOf, tellFee } from '../booking/add-booking.service.ts';
import { Booking, type BookingEnd, type BookingId } from '../booking/booking.entity.ts';
import { BookingCanceled, BookingChanged, SessionChanged } from '../events.ts';
import { settleCredits } from '../pass/credit.service.ts';
import { endSession } from '../session/schedule-session.service.ts';
import type { Session, SessionId } from '../session/session.entity.ts';
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
  if (!booking) throw new NotFound('booking');
  refuseStrangers(ctx, booking.customerId);
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
export async function holdBooking(
  ctx: Context,
  em: EntityManager,
  id: BookingId,
  seen: SessionId | null = null,
): Promise<HeldBooking> {
  const sessionId = seen ?? (await findOwnBooking(ctx, em, id)).session.id;
  const [session, booking] = await askTogether(em, [heldSession(em, sessionId), heldBooking(em, id)]);
  return { session, booking };
}

const GLANCE =
  'select session_id as session, customer_id as customer from booking where tenant_id = $1 and id = $2';
const seenSchema = z.object({ session: z.string(), customer: z.string() });

/** A look at a booking that costs no round trip of its own, and what it saw: the booking's session, or null. */
interface BookingGlance {
  readonly glance: Glance;
  readonly seen: () => SessionId | null;
}

/**
 * Sees of which session a booking is that the member who asks wants to hold next, or staff.
 * @throws {NotFound} in the glance, when it is another customer's and the caller is not staff.
 */
export function glanceAtBooking(ctx: Context, id: BookingId): BookingGlance {
  let seen: SessionId | null = null;
  const judge: Glance['judge'] = (row) => {
    const { session, customer } = seenSchema.parse(row);
    refuseStrangers(ctx, idOf('mbr', customer));
    seen = idOf('ssn', session);
  };
  const values = [uuidOf(ctx.tenant().id), uuidOf(id)];
  return { glance: { sql: GLANCE, values, judge }, seen: () => seen };
}

function refuseStrangers(ctx: Context, customerId: MemberId): void {
  if (customerId !== ctx.member().id && !mayDo(ctx.caller, 'booking.cancelAny'))
    throw new NotFound('booking');
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
  publish(SessionChanged, { sessionId: session.id, isOnDemand: session.isOnDemand });
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
