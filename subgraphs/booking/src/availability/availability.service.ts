import { mayDo } from '@freehold/kernel/permissions/rules';
import type { Context } from '@freehold/kernel/subgraph/context';
import type { TimeRange } from '@freehold/kernel/values/time-range';
import type { EntityManager } from '@mikro-orm/postgresql';
import { type LimitQuestion, limitsLeft } from '../booking/admission.service.ts';
import type { BookingId } from '../booking/booking.entity.ts';
import { claimedIn } from '../claim/claim.service.ts';
import { needsOf, seatsOf } from '../offering/need.service.ts';
import type { Offering, OfferingId } from '../offering/offering.entity.ts';
import { NotByInterval } from '../offering/offering.errors.ts';
import { findOffering } from '../offering/offering.service.ts';
import { blockedBy, type Need } from '../offering/offering-need.entity.ts';
import { calendarsOf } from '../opening/opening.service.ts';
import { intersectRanges } from '../opening/ranges.policy.ts';
import { strikeBlock } from '../policy/policy.policy.ts';
import { policyFor } from '../policy/policy.service.ts';
import type { Resource } from '../resource/resource.entity.ts';
import { strikeTimes } from '../strike/strike.service.ts';
import {
  bookableStarts,
  type FreeSlot,
  freeSlots,
  type PoolMember,
  type SlotNeeds,
} from './availability.policy.ts';

/** Times of an offering that are looked for: those that begin in a range, at steps of the wall clock. */
export interface SlotQuestion {
  readonly offeringId: OfferingId;
  readonly startsWithin: TimeRange;
  readonly stepMinutes: number;
  readonly first: number;
  /** The booking that is to be moved to one of them. */
  readonly movedBookingId?: BookingId | null | undefined;
}

/**
 * The times at which an offering can be booked now, soonest first: what its rules of booking and the opening hours
 * allow, also in limits and strikes of the customer who asks, and no claim takes. The number of statements depends on neither the range nor the number of resources.
 * @throws {NotFound} when the tenant has no such offering.
 * @throws {NotByInterval} when it is booked by its sessions.
 */
export function availableSlots(ctx: Context, question: SlotQuestion): Promise<readonly FreeSlot[]> {
  return ctx.read(async (em) => {
    const offering = await findOffering(em, question.offeringId);
    if (!offering.isByInterval) throw new NotByInterval(offering.kind);
    if (offering.archivedAt) return [];
    const policy = await policyFor(em, offering.id);
    const { rules } = policy;
    const [startsWithin] = intersectRanges([question.startsWithin], [bookableStarts(rules, ctx.now())]);
    if (!startsWithin) return [];
    const needs = await slotNeedsOf(ctx, em, offering, startsWithin);
    const { durationMinutes, capacity } = offering;
    const search = { startsWithin, stepMinutes: question.stepMinutes, durationMinutes, capacity };
    const uncounted = question.movedBookingId ? [question.movedBookingId] : [];
    const mayBook = await ownLimits(ctx, em, { policy, within: startsWithin, uncounted });
    const slots = freeSlots(search, needs).filter(({ startsAt }) => mayBook(startsAt));
    return slots.slice(0, question.first);
  });
}

/** What limits and strikes leave to the customer who asks; staff may set the rules aside, and others are nobody yet. */
async function ownLimits(
  ctx: Context,
  em: EntityManager,
  question: Omit<LimitQuestion, 'customerId'>,
): Promise<(startsAt: Date) => boolean> {
  if (!ctx.caller.member || mayDo(ctx.caller, 'policy.override')) return () => true;
  const { id: customerId } = ctx.member();
  const { rules } = question.policy;
  const isBlocked = rules.strikes && strikeBlock(rules, await strikeTimes(em, customerId), ctx.now());
  return isBlocked ? () => false : limitsLeft(ctx, em, { customerId, ...question });
}

/** What the offering needs, with what is known of its time until the last that begins in the range has ended. */
async function slotNeedsOf(
  ctx: Context,
  em: EntityManager,
  offering: Offering,
  startsWithin: TimeRange,
): Promise<SlotNeeds> {
  const [own, ...further] = await needsOf(em, offering);
  const range = reachOf([own, ...further], offering, startsWithin);
  const resources = [own, ...further]
    .flatMap((need) => need.resources)
    .filter(({ archivedAt }) => !archivedAt);
  const { timeZone } = ctx.tenant();
  const calendars = await calendarsOf(em, { resources, range, timeZone });
  const claims = await claimedIn(em, [...calendars.keys()], [range], ctx.now());
  const blocked = Map.groupBy(claims, ({ resourceId }) => resourceId);
  const memberOf = (resource: Resource): PoolMember[] => {
    const calendar = calendars.get(resource.id);
    const taken = (blocked.get(resource.id) ?? []).map((claim) => claim.blocked);
    const seatsMax = seatsOf(resource);
    return calendar ? [{ resourceId: resource.id, calendar, blocked: taken, seatsMax }] : [];
  };
  const needOf = (need: Need) => ({ ...need, pool: need.resources.flatMap(memberOf) });
  return [needOf(own), ...further.map(needOf)];
}

/** From the first instant that something that begins in the range may take to the last. */
function reachOf(needs: readonly Need[], { durationMinutes }: Offering, within: TimeRange): TimeRange {
  const first = needs.map((need) => blockedBy(need, within.startsAt, durationMinutes).startsAt.getTime());
  const last = needs.map((need) => blockedBy(need, within.endsAt, durationMinutes).endsAt.getTime());
  return { startsAt: new Date(Math.min(...first)), endsAt: new Date(Math.max(...last)) };
}
