import type { MemberId } from '@freehold/kernel/caller/caller';
import { Forbidden } from '@freehold/kernel/errors/refusals';
import { mayDo } from '@freehold/kernel/permissions/rules';
import type { Context } from '@freehold/kernel/subgraph/context';
import { localDate } from '@freehold/kernel/values/calendar';
import type { TimeRange } from '@freehold/kernel/values/time-range';
import type { EntityManager } from '@mikro-orm/postgresql';
import { lockMembers } from '../pass/credit.service.ts';
import type { PolicyVersion } from '../policy/policy.entity.ts';
import {
  hasLimits,
  isWithinLimits,
  limitCounts,
  refuseBeyondLimits,
  refuseOutsideWindow,
  type Taken,
} from '../policy/policy.policy.ts';
import type { Session } from '../session/session.entity.ts';
import { refuseBlocked } from '../strike/strike.service.ts';
import { Booking, type BookingId } from './booking.entity.ts';
import type { Grounds } from './standing.service.ts';

/** Seats that a member wants of a session that the transaction already holds. */
export interface Wish {
  readonly session: Session;
  readonly customerId: MemberId;
  readonly seats: number;
  /** Given by staff who lets the member in against the rules; it is kept with the booking. */
  readonly overrideReason?: string | null | undefined;
  /** Bookings that do not count against limits: the one that is judged, and the one that it replaces. */
  readonly uncounted?: readonly BookingId[] | undefined;
}

const SPAN_MS = 8 * 86_400_000;

/**
 * Judges the window of booking and the member's block, unless staff overrides them; limits are for
 * {@link refuseOverLimit}.
 * @throws {TooEarlyToBook} before booking opens.
 * @throws {BookingClosed} after it closed.
 * @throws {MemberBlocked} while strikes block the member.
 * @throws {Forbidden} when somebody else than staff overrides.
 */
export function admit(
  ctx: Context,
  { session, overrideReason }: Pick<Wish, 'session' | 'overrideReason'>,
  { policy: { rules }, standing }: Pick<Grounds, 'policy' | 'standing'>,
): void {
  if (overrideReason) {
    if (!mayDo(ctx.caller, 'policy.override')) throw new Forbidden();
    return;
  }
  const now = ctx.now();
  refuseOutsideWindow(rules, { startsAt: session.startsAt, now });
  refuseBlocked(rules, standing.strikes, now);
}

/**
 * Judges the limits of a member once the booking is made and counted, so that two bookings at once cannot both be the
 * last one: bookings of a tenant under limits wait for each other in {@link lockMembers}.
 * @throws {BookingLimitReached} at a limit, unless staff overrides it.
 */
export async function refuseOverLimit(
  ctx: Context,
  em: EntityManager,
  wish: Wish,
  policy: PolicyVersion,
): Promise<void> {
  if (wish.overrideReason || !hasLimits(policy.rules)) return;
  await lockMembers(ctx, em);
  await refuseMore(ctx, em, wish, policy);
}

/**
 * Judges what {@link refuseOverLimit} judges as it looks now, and keeps nothing: for who is only offered seats.
 * @throws {BookingLimitReached} at a limit.
 */
export async function refuseMore(
  ctx: Context,
  em: EntityManager,
  wish: Wish,
  policy: PolicyVersion,
): Promise<void> {
  if (!hasLimits(policy.rules)) return;
  const { timeZone } = ctx.tenant();
  const { customerId, seats, uncounted = [] } = wish;
  const { startsAt } = wish.session;
  const now = ctx.now();
  const within = { startsAt, endsAt: startsAt };
  const taken = await countedBookings(em, { customerId, within, policy, uncounted, now });
  refuseBeyondLimits(policy.rules, limitCounts(taken, { startsAt, now, timeZone }), seats);
}

/** What a member could book, by rules that hold now. */
export interface LimitQuestion {
  readonly customerId: MemberId;
  readonly policy: PolicyVersion;
  /** When it would begin. */
  readonly within: TimeRange;
  /** Bookings that do not count. */
  readonly uncounted: readonly BookingId[];
}

/**
 * Says of a time at which something may begin whether the member could book it for one, as {@link refuseMore} would
 * judge now. One statement answers for the whole range, and none where there are no limits.
 */
export async function limitsLeft(
  ctx: Context,
  em: EntityManager,
  question: LimitQuestion,
): Promise<(startsAt: Date) => boolean> {
  const { rules } = question.policy;
  if (!hasLimits(rules)) return () => true;
  const { timeZone } = ctx.tenant();
  const now = ctx.now();
  const taken = await countedBookings(em, { ...question, now });
  const byDay = new Map<string, boolean>();
  return (startsAt) => {
    const day = localDate(startsAt, timeZone);
    const isLeft = byDay.get(day) ?? isWithinLimits(rules, limitCounts(taken, { startsAt, now, timeZone }));
    byDay.set(day, isLeft);
    return isLeft;
  };
}

interface Counting extends LimitQuestion {
  readonly now: Date;
}

/** What may count against a limit, with one statement; an offering's own rules count its own bookings alone. */
async function countedBookings(
  em: EntityManager,
  { customerId, within, policy: { offeringId }, uncounted, now }: Counting,
): Promise<Taken[]> {
  const after = new Date(within.startsAt.getTime() - SPAN_MS);
  const near = { startsAt: { $gt: after, $lt: new Date(within.endsAt.getTime() + SPAN_MS) } };
  const counted = await em.find(
    Booking,
    {
      customerId,
      status: { $in: ['PENDING', 'CONFIRMED', 'CHECKED_IN', 'COMPLETED', 'NO_SHOW'] },
      id: { $nin: [...uncounted] },
      session: {
        $or: [near, { endsAt: { $gt: now } }],
        ...(offeringId ? { offering: { id: offeringId } } : {}),
      },
    },
    { populate: ['session'], strategy: 'joined' },
  );
  return counted.map(({ session, seats, status }) => {
    const { startsAt, endsAt } = session.getEntity();
    return { startsAt, endsAt, seats, isOpen: status !== 'COMPLETED' && status !== 'NO_SHOW' };
  });
}
