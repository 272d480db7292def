import type { TenantId } from '@freehold/kernel/caller/caller';
import { askPrepared } from '@freehold/kernel/database/prepared/ask-prepared';
import { tenantUuidOf } from '@freehold/kernel/database/transaction';
import { type Id, idOf, newId, uuidOf } from '@freehold/kernel/values/id';
import type { TimeRange } from '@freehold/kernel/values/time-range';
import { DriverException, raw, ref } from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { Resource, ResourceId } from '../resource/resource.entity.ts';
import { Claim } from './claim.entity.ts';
import { TimeTaken } from './claim.errors.ts';
import { rangeText } from './time-range.type.ts';

/** Who has taken a resource. */
export type ClaimOwner =
  | { readonly sessionId: Id<'ssn'> }
  | { readonly holdId: Id<'hld'> }
  | { readonly busyTimeId: Id<'bsy'> };

/** Who takes a resource: a session for good, a hold until it expires, another calendar until its time is over. */
export type Claimant =
  | { readonly sessionId: Id<'ssn'> }
  | { readonly holdId: Id<'hld'>; readonly expiresAt: Date }
  | { readonly busyTimeId: Id<'bsy'>; readonly expiresAt: Date };

/** A time in which one of several resources is wanted. */
export interface ClaimRequest {
  readonly tenantId: TenantId;
  /** Of these the free one with the smallest id is taken. */
  readonly resources: readonly Resource[];
  /** Buffers included. */
  readonly blocked: TimeRange;
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
  select wanted.id
    from unnest($1::uuid[]) wanted (id)
   where not exists (
     select from claim
      where tenant_id = $2 and resource_id = wanted.id and blocked && $3::tstzrange
        and (expires_at is null or expires_at > $4))
   order by wanted.id limit 1`;

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
 * Takes one of the resources for a time and answers it. Holds that have expired take nothing, and are swept.
 * @throws {TimeTaken} when none of them is free.
 */
export async function takeClaim(em: EntityManager, request: ClaimRequest): Promise<Resource> {
  const { tenantId, resources, blocked, now, claimant } = request;
  const ids = resources.map(({ id }) => id);
  await lockResources(em, tenantId, ids);
  const [free] = await askPrepared<{ id: string }>(em, FREE, [
    arrayText(ids.map(uuidOf)),
    uuidOf(tenantId),
    rangeText(blocked),
    now,
  ]);
  const resource = free && resources.find(({ id }) => uuidOf(id) === free.id);
  if (!resource) throw new TimeTaken(blocked.startsAt);
  await sweepClaims(em, [resource.id], now);
  const owner = { sessionId: null, holdId: null, busyTimeId: null, expiresAt: null, ...claimant };
  const facts = { tenantId, id: newId('clm'), resource: ref(resource), blocked, ...owner };
  await insertClaim(em, em.create(Claim, facts));
  return resource;
}

/** Takes away what expired holds claim of resources that the caller has locked, since the table would still refuse it. */
export async function sweepClaims(em: EntityManager, ids: readonly ResourceId[], now: Date): Promise<void> {
  await em.nativeDelete(Claim, { resource: { id: { $in: [...ids] } }, expiresAt: { $lte: now } });
}

async function insertClaim(em: EntityManager, claim: Claim): Promise<void> {
  await refusingOverlap(claim.blocked, () => em.persist(claim).flush());
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

/** A hold's claim that is to be a session's, of a resource that the caller has locked. */
export interface HeldClaim {
  readonly holdId: Id<'hld'>;
  readonly sessionId: Id<'ssn'>;
  readonly resourceId: ResourceId;
  /** What the session takes, buffers included; more or less than was held, if the offering is another one by now. */
  readonly blocked: TimeRange;
  readonly now: Date;
}

/**
 * Makes a session the owner of what a hold has taken; false when the hold has nothing any more.
 * @throws {TimeTaken} when the session takes more than was held, and that is not free.
 */
export async function passClaimOn(em: EntityManager, held: HeldClaim): Promise<boolean> {
  const { holdId, sessionId, resourceId, blocked, now } = held;
  const owner = { sessionId, holdId: null, expiresAt: null };
  const asHeld = { holdId, [raw('blocked')]: rangeText(blocked) };
  if ((await em.nativeUpdate(Claim, asHeld, owner)) > 0) return true;
  await em.nativeDelete(Claim, {
    resource: { id: resourceId },
    expiresAt: { $lte: now },
    holdId: { $ne: holdId },
  });
  const pass = () => em.nativeUpdate(Claim, { holdId }, { ...owner, blocked });
  return (await refusingOverlap(blocked, pass)) > 0;
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
