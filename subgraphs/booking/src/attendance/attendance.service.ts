import type { MemberId } from '@freehold/kernel/caller/caller';
import { Forbidden, NotFound } from '@freehold/kernel/errors/refusals';
import { mayDo } from '@freehold/kernel/permissions/rules';
import type { Context, Transaction } from '@freehold/kernel/subgraph/context';
import { mutateOnce } from '@freehold/kernel/subgraph/mutate-once';
import { LockMode } from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/postgresql';
import { factsOf } from '../booking/add-booking.service.ts';
import { Booking, type BookingId } from '../booking/booking.entity.ts';
import { bookingById } from '../booking/booking.service.ts';
import { lockBooking } from '../ending/held-booking.service.ts';
import { BookingChanged, BookingCheckedIn } from '../events.ts';
import { unprovenJobs } from '../job-photo/proof.service.ts';
import { markWithin, unmarkedStrikes } from '../no-show/no-show.service.ts';
import { checkInWindow, strikeBlock } from '../policy/policy.policy.ts';
import { agreedPolicy, policyFor } from '../policy/policy.service.ts';
import { Session, type SessionId } from '../session/session.entity.ts';
import { sessionById } from '../session/session.service.ts';
import { strikeTimes } from '../strike/strike.service.ts';
import { CheckInClosed, PhotosMissing, SessionNotEnded } from './attendance.errors.ts';
import { CompleteBookings } from './attendance.jobs.ts';

/**
 * Says that the holder of a booking came: the holder within the time that the agreed rules leave for it,
 * staff whenever the booking is confirmed.
 * @throws {NotFound} when there is none, or it is another customer's and the caller is not staff.
 * @throws {CheckInClosed} when the holder is too early or too late.
 * @throws {BookingNotConfirmed} when it was given back, used or missed.
 */
export async function checkInBooking(ctx: Context, bookingId: BookingId, key: string): Promise<Booking> {
  const input = { bookingId };
  const call = { operation: 'checkInBooking', key, input };
  const id = await mutateOnce(ctx, call, async ({ em, publish, enqueue }) => {
    const booking = await findBooking(ctx, em, bookingId);
    if (!mayDo(ctx.caller, 'attendance.checkInAny')) await refuseOutsideCheckIn(ctx, em, booking);
    const held = await lockBooking(em, bookingId);
    held.checkIn(ctx.now());
    publish(BookingCheckedIn, factsOf(ctx, held));
    publish(BookingChanged, { bookingId, customerId: held.customerId });
    const { id: sessionId, endsAt } = booking.session.getEntity();
    await enqueue(CompleteBookings, { sessionId }, { at: endsAt, key: sessionId });
    return bookingId;
  });
  return ctx.load(bookingById, id);
}

async function findBooking(ctx: Context, em: EntityManager, id: BookingId): Promise<Booking> {
  const booking = await em.findOne(Booking, { id }, { populate: ['session'] });
  const isTheirs = booking?.customerId === ctx.member().id || mayDo(ctx.caller, 'attendance.checkInAny');
  if (!booking || !isTheirs) throw new NotFound('booking');
  return booking;
}

async function refuseOutsideCheckIn(ctx: Context, em: EntityManager, booking: Booking): Promise<void> {
  const { rules } = await agreedPolicy(em, booking.policyId);
  const window = checkInWindow(rules, booking.attendance());
  const now = ctx.now();
  if (now < window.startsAt || now >= window.endsAt) throw new CheckInClosed(window);
}

/**
 * Settles who came to a session that has ended: who checked in is done, and who is absent by the rules of the own
 * booking has missed it. It may be called again, when the hours of grace are over.
 * @throws {NotFound} when the tenant has no such session.
 * @throws {SessionNotEnded} while it goes on.
 * @throws {PhotosMissing} when the agreed rules want photos of a job that it does not have; then nothing is settled.
 */
export async function closeSession(ctx: Context, sessionId: SessionId, key: string): Promise<Session> {
  const input = { sessionId };
  const id = await mutateOnce(ctx, { operation: 'closeSession', key, input }, async (transaction) => {
    const session = await transaction.em.findOne(Session, { id: sessionId });
    if (!session) throw new NotFound('session');
    if (ctx.now() < session.endsAt) throw new SessionNotEnded(session.endsAt);
    await markWithin(ctx, transaction, { sessionId });
    const [unproven] = await completeBookings(transaction, sessionId);
    if (unproven) throw new PhotosMissing(...unproven);
    return sessionId;
  });
  return ctx.load(sessionById, id);
}

/**
 * Completes what was used of a session that has ended; of one that was moved, when it ends. A job without the photos
 * that it needs waits for them.
 */
export async function completeSession(ctx: Context, sessionId: SessionId): Promise<void> {
  await ctx.transaction(async (transaction) => {
    const session = await transaction.em.findOne(Session, { id: sessionId });
    if (!session) return;
    if (ctx.now() >= session.endsAt) await completeBookings(transaction, sessionId);
    else await transaction.enqueue(CompleteBookings, { sessionId }, { at: session.endsAt, key: sessionId });
  });
}

/** A job that has ended and waits for its photos is completed by the last of them. */
export async function completeProven(
  ctx: Context,
  { em, enqueue }: Transaction,
  { bookingId }: { readonly bookingId: BookingId },
): Promise<void> {
  const booking = await em.findOne(
    Booking,
    { id: bookingId, status: 'CHECKED_IN' },
    { populate: ['session'] },
  );
  const session = booking?.session.getEntity();
  if (!session || ctx.now() < session.endsAt) return;
  await enqueue(CompleteBookings, { sessionId: session.id }, { at: ctx.now(), key: session.id });
}

/** Completes what may be completed; answers the jobs whose photos are missing. */
async function completeBookings(
  { em, publish }: Transaction,
  sessionId: SessionId,
): ReturnType<typeof unprovenJobs> {
  const present = await em.find(
    Booking,
    { session: { id: sessionId }, status: 'CHECKED_IN' },
    { orderBy: { id: 'asc' }, lockMode: LockMode.PESSIMISTIC_WRITE },
  );
  const unproven = await unprovenJobs(em, present);
  for (const booking of present.filter(({ id }) => !unproven.has(id))) {
    booking.complete();
    publish(BookingChanged, { bookingId: booking.id, customerId: booking.customerId });
  }
  return unproven;
}

/**
 * Until when a member's strikes block booking by the tenant's rules, or null; those that are earned and not
 * marked yet count. An offering's own rules may say otherwise.
 * @throws {Forbidden} when it is another member and the caller is not staff.
 */
export function blockedUntil(ctx: Context, memberId: MemberId): Promise<Date | null> {
  if (memberId !== ctx.member().id && !mayDo(ctx.caller, 'strike.read')) throw new Forbidden();
  const now = ctx.now();
  return ctx.read(async (em) => {
    const { rules } = await policyFor(em, null);
    const [marked, unmarked] = [await strikeTimes(em, memberId), await unmarkedStrikes(em, memberId, now)];
    return strikeBlock(rules, [...marked, ...unmarked], now);
  });
}
