import type { TenantId } from '@freehold/kernel/caller/caller';
import { askPrepared } from '@freehold/kernel/database/prepared/ask-prepared';
import { tenantUuidOf } from '@freehold/kernel/database/transaction';
import { type Id, idOf, newId, uuidOf } from '@freehold/kernel/values/id';
import type { TimeRange } from '@freehold/kernel/values/time-range';
import { DriverException, ref } from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/postgresql';
import { assign } from '../matching/assign.policy.ts';
import type { ResourceId } from '../resource/resource.entity.ts';
import { Claim } from './claim.entity.ts';
import { TimeTaken } from './claim.errors.ts';
import { rangeText } from './time-range.type.ts';
import { type Places, placesOf, type Want, type Wants, wantedIds } from './want.policy.ts';

/** Who has taken a resource. */
export type ClaimOwner = { readonly sessionId: Id<'ssn'> } | { readonly holdId: Id<'hld'> };

/** Who takes resources: a session for good, a hold until it expires. */
export type Claimant =
  | { readonly sessionId: Id<'ssn'> }
  | { readonly holdId: Id<'hld'>; readonly expiresAt: Date };

/** Resources that are wanted at once, and by whom. */
export interface ClaimRequest {
  readonly tenantId: TenantId;
  readonly wants: Wants;
  readonly now: Date;
  readonly claimant: Claimant;
}

/** A time in which a resource is taken, buffers included. */
export interface Claimed {
  readonly resourceId: ResourceId;
  readonly blocked: TimeRange;
}

const EXCLUSION_VIOLATION = '23P01';

const LOCK = `
  select pg_advisory_xact_lock(hashtextextended(wanted.key, 0))
    from (select key from unnest($1::text[]) key order by key) wanted`;

const FREE = `
  select wanted.place, wanted.id
    from unnest($2::int[], $3::uuid[], $4::tstzrange[]) wanted (place, id, blocked)
   where not exists (
     select from claim
      where tenant_id = $1 and resource_id = wanted.id and blocked && wanted.blocked
        and (expires_at is null or expires_at > $5))
   order by wanted.place, wanted.id`;

const CLAIMED = `
  select resource_id as id, (extract(epoch from lower(blocked)) * 1000)::float8 as "startsMs",
         (extract(epoch from upper(blocked)) * 1000)::float8 as "endsMs"
    from claim
   where tenant_id = $1 and resource_id = any ($2::uuid[]) and blocked && $3::tstzmultirange
     and (expires_at is null or expires_at > $4)
   order by lower(blocked)`;

/**
 * Keeps everybody else from claiming these resources until the transaction ends. Whoever claims does this by itself;
 * a transaction that changes sessions or bookings, too, does it first, so that no two wait for each other.
 */
export async function lockResources(
  em: EntityManager,
  tenantId: TenantId,
  ids: readonly ResourceId[],
): Promise<void> {
  await askPrepared(em, LOCK, [arrayText(ids.map((id) => `${tenantId}:${id}`))]);
}

/**
 * Takes a resource for each of the wants, or nothing; of those that serve the free one with the smallest id where that
 * leaves one for the others. Holds that have expired take nothing, and are swept.
 * @throws {TimeTaken} when they are not all free.
 */
export async function takeClaims(em: EntityManager, request: ClaimRequest): Promise<Places> {
  const { tenantId, wants, now, claimant } = request;
  await lockResources(em, tenantId, wantedIds(wants));
  const free = await freeFor(em, request);
  const places = placesOf(wants, assign(free) ?? []);
  if (!places) throw new TimeTaken(wants[0].blocked.startsAt);
  await sweepClaims(
    em,
    places.map(({ id }) => id),
    now,
  );
  const claims = newClaims(em, { tenantId, wants, claimant }, places);
  await refusingOverlap(wants[0].blocked, () => em.persist(claims).flush());
  return places;
}

/** Claims on places that were found for what is wanted; the caller writes them. */
export function newClaims(
  em: EntityManager,
  { tenantId, wants, claimant }: Omit<ClaimRequest, 'now'>,
  places: Places,
): Claim[] {
  const owner = { sessionId: null, holdId: null, busyTimeId: null, expiresAt: null, ...claimant };
  return places.map((resource, index) => {
    const { blocked } = wants[index] ?? wants[0];
    return em.create(Claim, { tenantId, id: newId('clm'), resource: ref(resource), blocked, ...owner });
  });
}

/** Those that serve each want and are free then. */
async function freeFor(
  em: EntityManager,
  { tenantId, wants, now }: ClaimRequest,
): Promise<readonly ResourceId[][]> {
  const pairs = wants.flatMap(({ resources, blocked }, place) =>
    resources.map(({ id }) => ({ place, id: uuidOf(id), blocked: `"${rangeText(blocked)}"` })),
  );
  const rows = await askPrepared<{ place: number; id: string }>(em, FREE, [
    uuidOf(tenantId),
    arrayText(pairs.map(({ place }) => String(place))),
    arrayText(pairs.map(({ id }) => id)),
    arrayText(pairs.map(({ blocked }) => blocked)),
    now,
  ]);
  const byPlace = Map.groupBy(rows, ({ place }) => place);
  return wants.map((_, place) => (byPlace.get(place) ?? []).map(({ id }) => idOf('rsc', id)));
}

/** Takes away what expired holds claim of resources that the caller has locked, since the table would still refuse it. */
export async function sweepClaims(em: EntityManager, ids: readonly ResourceId[], now: Date): Promise<void> {
  await em.nativeDelete(Claim, { resource: { id: { $in: [...ids] } }, expiresAt: { $lte: now } });
}

/** What the lock lets through, the table refuses. */
async function refusingOverlap<T>(blocked: TimeRange, write: () => Promise<T>): Promise<T> {
  try {
    return await write();
  } catch (error) {
    throw isOverlap(error) ? new TimeTaken(blocked.startsAt) : error;
  }
}

function isOverlap(error: unknown): boolean {
  return error instanceof DriverException && error.code === EXCLUSION_VIOLATION;
}

/** Frees what has been taken. */
export async function freeClaim(em: EntityManager, owner: ClaimOwner): Promise<void> {
  await em.nativeDelete(Claim, owner);
}

/** Takes away claims that took nothing any more, since what held them has expired. */
export async function dropExpiredClaims(em: EntityManager, now: Date): Promise<void> {
  await em.nativeDelete(Claim, { expiresAt: { $lte: now } });
}

/** What a hold has taken that is to be a session's. */
export interface HeldClaims {
  readonly tenantId: TenantId;
  readonly holdId: Id<'hld'>;
  readonly sessionId: Id<'ssn'>;
  /** What the session takes; something else than was held, if the offering is another one by now. */
  readonly wants: Wants;
  readonly now: Date;
}

/**
 * Makes a session the owner of what a hold has taken; of something else where it takes something else by now, but of
 * what was held if that serves. Null when the hold has nothing any more.
 * @throws {TimeTaken} when the session takes more than was held, and that is not free.
 */
export async function passClaimsOn(em: EntityManager, held: HeldClaims): Promise<Places | null> {
  const { tenantId, holdId, sessionId, wants, now } = held;
  await lockResources(em, tenantId, wantedIds(wants));
  const claims = await em.find(Claim, { holdId }, { disableIdentityMap: true });
  if (claims.length === 0) return null;
  const asHeld = wants.map((want) => claims.filter((claim) => isWanted(want, claim)).map(heldId));
  const places = placesOf(wants, assign(asHeld) ?? []);
  if (places && places.length === claims.length) {
    await em.nativeUpdate(Claim, { holdId }, { sessionId, holdId: null, expiresAt: null });
    return places;
  }
  await freeClaim(em, { holdId });
  const [own, ...further] = wants;
  const rather = (want: Want) => preferring(want, new Set(claims.map(heldId)));
  const claimant = { sessionId };
  return takeClaims(em, { tenantId, wants: [rather(own), ...further.map(rather)], now, claimant });
}

function heldId({ resource }: Claim): ResourceId {
  return resource.id;
}

function isWanted({ resources, blocked }: Want, claim: Claim): boolean {
  const isSameTime = rangeText(blocked) === rangeText(claim.blocked);
  return isSameTime && resources.some(({ id }) => id === heldId(claim));
}

function preferring({ resources, blocked }: Want, ids: ReadonlySet<ResourceId>): Want {
  const preferred = resources.filter(({ id }) => ids.has(id));
  const others = resources.filter(({ archivedAt }) => !archivedAt);
  return { resources: preferred.length > 0 ? preferred : others, blocked };
}

/** When resources are taken inside ranges of time, soonest first; holds that have expired take nothing. */
export async function claimedIn(
  em: EntityManager,
  resourceIds: readonly ResourceId[],
  ranges: readonly TimeRange[],
  now: Date,
): Promise<readonly Claimed[]> {
  const wanted = [
    tenantUuidOf(em),
    arrayText(resourceIds.map(uuidOf)),
    arrayText(ranges.map(rangeText)),
    now,
  ];
  const rows = await askPrepared<{ id: string; startsMs: number; endsMs: number }>(em, CLAIMED, wanted);
  return rows.map(({ id, startsMs, endsMs }) => ({
    resourceId: idOf('rsc', id),
    blocked: { startsAt: new Date(Math.round(startsMs)), endsAt: new Date(Math.round(endsMs)) },
  }));
}

function arrayText(items: readonly string[]): string {
  return `{${items.join(',')}}`;
}
