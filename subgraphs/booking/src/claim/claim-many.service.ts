import type { TenantId } from '@freehold/kernel/caller/caller';
import { type Id, newId } from '@freehold/kernel/values/id';
import type { TimeRange } from '@freehold/kernel/values/time-range';
import { ref } from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { Resource } from '../resource/resource.entity.ts';
import { Claim } from './claim.entity.ts';
import { claimedIn, lockResources } from './claim.service.ts';
import { placesFor } from './place.policy.ts';

/** Times in each of which one of several resources is wanted. */
export interface PlacesWanted {
  readonly tenantId: TenantId;
  /** Smallest id first. */
  readonly resources: readonly Resource[];
  /** Buffers included. */
  readonly times: readonly TimeRange[];
  readonly now: Date;
}

/**
 * Finds a resource for each of many times, null where none is free, and keeps everybody else from claiming these
 * resources until the transaction ends. Holds that have expired take nothing; whoever takes the places sweeps them.
 */
export async function findPlaces(
  em: EntityManager,
  { tenantId, resources, times, now }: PlacesWanted,
): Promise<readonly (Resource | null)[]> {
  if (times.length === 0) return [];
  const ids = resources.map(({ id }) => id);
  await lockResources(em, tenantId, ids);
  const places = placesFor(times, ids, await claimedIn(em, ids, times, now));
  return places.map((place) => resources.find(({ id }) => id === place) ?? null);
}

/** The claim of a session on a place that was found; the caller writes it. */
export function claimFor(
  em: EntityManager,
  { tenantId, id: sessionId }: { readonly tenantId: TenantId; readonly id: Id<'ssn'> },
  resource: Resource,
  blocked: TimeRange,
): Claim {
  const owner = { sessionId, holdId: null, expiresAt: null };
  return em.create(Claim, { tenantId, id: newId('clm'), resource: ref(resource), blocked, ...owner });
}
