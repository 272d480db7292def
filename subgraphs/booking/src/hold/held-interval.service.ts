import { Invalid, NotFound } from '@freehold/kernel/errors/refusals';
import type { Context, Transaction } from '@freehold/kernel/subgraph/context';
import { newId } from '@freehold/kernel/values/id';
import { rangeOfMinutes } from '@freehold/kernel/values/time-range';
import type { EntityManager } from '@mikro-orm/postgresql';
import { type Claimant, passClaimsOn, takeClaims } from '../claim/claim.service.ts';
import { wantsOf } from '../claim/want.policy.ts';
import { needsOf, openNeedsOf, roomyNeeds } from '../offering/need.service.ts';
import type { Offering } from '../offering/offering.entity.ts';
import { NotByInterval } from '../offering/offering.errors.ts';
import { refuseWhenClosed } from '../opening/opening.service.ts';
import type { Resource, ResourceId } from '../resource/resource.entity.ts';
import { addSession } from '../session/schedule-session.service.ts';
import type { Session, SessionId } from '../session/session.entity.ts';
import { refuseOutsideHorizon } from '../session/session.policy.ts';
import { dropHold, type HoldUse, ownHold } from './held-seats.service.ts';
import { HoldExpired } from './hold.errors.ts';

/** A time of an offering that somebody wants to have alone. */
export interface Interval {
  readonly offering: Offering;
  readonly startsAt: Date;
  readonly seats: number;
  /** Which of the resources that serve is wanted; any that is free without it. */
  readonly resourceId?: ResourceId | null | undefined;
}

/**
 * Whether an offering may be had at a time that the customer chooses.
 * @throws {NotByInterval} when it is booked by its sessions.
 * @throws {Invalid} for more seats than it has, or a time in the past or beyond the horizon.
 */
export function refuseInterval({ offering, startsAt, seats }: Interval, now: Date): void {
  if (!offering.isByInterval) throw new NotByInterval(offering.kind);
  if (seats > offering.capacity)
    throw new Invalid(`It is for at most ${offering.capacity} people, not ${seats}.`);
  refuseOutsideHorizon(startsAt, now);
}

/**
 * Takes what a time of an offering needs: of the resources that are open then, those that are free.
 * @throws {ResourceArchived|ResourceTooSmall} when nothing serves what it needs.
 * @throws {NotFound} when the one that is wanted does not serve it.
 * @throws {OutsideOpeningHours} when none is open.
 * @throws {TimeTaken} when none of the open ones is free.
 * @returns the resource that gives it.
 */
export async function claimInterval(
  ctx: Context,
  em: EntityManager,
  { offering, startsAt, seats, resourceId }: Interval,
  claimant: Claimant,
): Promise<Resource> {
  const { id: tenantId, timeZone } = ctx.tenant();
  const range = rangeOfMinutes(startsAt, offering.durationMinutes);
  const [own, ...further] = await openNeedsOf(em, offering, seats);
  const needs = [{ ...own, resources: wantedOf(own.resources, resourceId) }, ...further] as const;
  const open = await refuseWhenClosed(em, { needs, range, timeZone });
  const wants = wantsOf(open, startsAt, offering.durationMinutes);
  const [resource] = await takeClaims(em, { tenantId, wants, now: ctx.now(), claimant });
  return resource;
}

function wantedOf(
  candidates: readonly Resource[],
  resourceId: ResourceId | null | undefined,
): readonly Resource[] {
  if (!resourceId) return candidates;
  const wanted = candidates.filter(({ id }) => id === resourceId);
  if (wanted.length === 0) throw new NotFound('resource');
  return wanted;
}

/**
 * Makes a session on demand for one booking, all of whose seats are taken by it: its resources are claimed
 * now, or the hold that claims them is used up.
 * @throws {NotByInterval|Invalid} as {@link refuseInterval} does.
 * @throws {ResourceArchived|ResourceTooSmall|NotFound|OutsideOpeningHours|TimeTaken} as {@link claimInterval} does.
 * @throws {HoldExpired} when it is too late for the hold.
 * @throws {TimeTaken} also when the offering takes more by now than was held, and that is not free.
 */
export async function openSession(
  ctx: Context,
  transaction: Transaction,
  interval: Interval,
  use: HoldUse | null,
): Promise<Session> {
  refuseInterval(interval, ctx.now());
  const { offering, startsAt, seats } = interval;
  const id: SessionId = newId('ssn');
  const resource = use
    ? await useHeldClaim(ctx, transaction, interval, { ...use, sessionId: id })
    : await claimInterval(ctx, transaction.em, interval, { sessionId: id });
  const facts = { id, offering, resource, startsAt, capacity: seats, seatsTaken: seats, isOnDemand: true };
  return addSession(ctx, transaction, facts);
}

async function useHeldClaim(
  ctx: Context,
  { em }: Transaction,
  { offering, startsAt, seats }: Interval,
  use: HoldUse & { readonly sessionId: SessionId },
): Promise<Resource> {
  const hold = await ownHold(em, use);
  if (!hold.resource || hold.offering.id !== offering.id || hold.startsAt.getTime() !== startsAt.getTime())
    throw new Invalid('The hold is of another offering or another time.');
  // What was promised stands, also when a resource was archived since; but it must have room for who comes.
  const needs = roomyNeeds(await needsOf(em, offering), seats);
  const wants = wantsOf(needs, startsAt, offering.durationMinutes);
  await dropHold(em, hold, use.now);
  const { sessionId, now } = use;
  const held = { tenantId: ctx.tenant().id, holdId: hold.id, sessionId, wants, now };
  const places = await passClaimsOn(em, held);
  if (!places) throw new HoldExpired(hold.expiresAt);
  return places[0];
}
