import { Forbidden } from '@freehold/kernel/errors/refusals';
import { mayDo } from '@freehold/kernel/permissions/rules';
import type { Context } from '@freehold/kernel/subgraph/context';
import { mutateOnce } from '@freehold/kernel/subgraph/mutate-once';
import type { EntityManager } from '@mikro-orm/postgresql';
import { atNoCost, type Booking, type BookingEnd, type BookingId } from '../booking/booking.entity.ts';
import { bookingById } from '../booking/booking.service.ts';
import { noteOverride } from '../override/override.service.ts';
import { cancellationOf } from '../policy/policy.policy.ts';
import { agreedPolicy } from '../policy/policy.service.ts';
import {
  freeSeats,
  glanceAtBooking,
  type HeldBooking,
  holdBooking,
  tellEnd,
} from './held-booking.service.ts';

/** A booking to be given back. */
export interface Cancellation {
  readonly bookingId: BookingId;
  /** Given by staff who waives what the rules would cost. */
  readonly overrideReason?: string | null | undefined;
}

/**
 * Gives a booking back: its seats are free again, it counts no more, and the rules that were agreed say what it costs.
 * @throws {NotFound} when there is none, or it is another customer's and the caller is not staff.
 * @throws {BookingNotConfirmed} when it does not stand any more.
 * @throws {SessionStarted} when its session has begun.
 * @throws {Forbidden} when somebody else than staff overrides.
 */
export async function cancelBooking(ctx: Context, input: Cancellation, key: string): Promise<Booking> {
  const { bookingId, overrideReason } = input;
  if (overrideReason && !mayDo(ctx.caller, 'policy.override')) throw new Forbidden();
  const { glance, seen } = glanceAtBooking(ctx, bookingId);
  let ended: Booking | null = null;
  const call = { operation: 'cancelBooking', key, input, glance };
  const id = await mutateOnce(ctx, call, async (transaction) => {
    const held = await holdBooking(ctx, transaction.em, bookingId, seen());
    const { booking, session } = held;
    const end = await endOf(ctx, transaction.em, held, Boolean(overrideReason));
    booking.cancel(end, ctx.now());
    session.refuseWhenStarted(ctx.now());
    await freeSeats(ctx, transaction, held);
    booking.overrideReason = overrideReason ?? booking.overrideReason;
    noteOverride(ctx, transaction, { bookingId, deed: 'CANCELED', reason: overrideReason });
    await tellEnd(ctx, transaction, booking, end);
    ended = booking;
    return booking.id;
  });
  return ended ?? ctx.load(bookingById, id);
}

/** What was not promised yet costs nothing to give back. */
async function endOf(
  ctx: Context,
  em: EntityManager,
  { booking, session }: HeldBooking,
  isWaived: boolean,
): Promise<BookingEnd> {
  if (isWaived || booking.status === 'PENDING') return atNoCost(booking);
  const { rules } = await agreedPolicy(em, booking.policyId);
  const { isLate, ...costs } = cancellationOf(rules, {
    startsAt: session.startsAt,
    now: ctx.now(),
    priceMinor: booking.priceMinor,
  });
  return { status: isLate ? 'LATE_CANCELED' : 'CANCELED', ...costs };
}
