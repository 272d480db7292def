import type { TenantId } from '@freehold/kernel/caller/caller';
import type { EntityManager } from '@mikro-orm/postgresql';
import { placesFor } from '../matching/place.policy.ts';
import { claimedIn, lockResources } from './claim.service.ts';
import { type Places, placesOf, type Wants, wantedIds } from './want.policy.ts';

/** Many that want resources, each several of them at once. */
export interface PlacesWanted {
  readonly tenantId: TenantId;
  readonly wanted: readonly Wants[];
  readonly now: Date;
}

/**
 * Finds resources for each of many that want some, null where not all of them are free, and keeps everybody else from
 * claiming these resources until the transaction ends. Holds that have expired take nothing; whoever takes the places
 * sweeps them.
 */
export async function findPlaces(
  em: EntityManager,
  { tenantId, wanted, now }: PlacesWanted,
): Promise<readonly (Places | null)[]> {
  if (wanted.length === 0) return [];
  const all = wanted.flat();
  const ids = wantedIds(all);
  await lockResources(em, tenantId, ids);
  const times = all.map(({ blocked }) => blocked);
  const taken = await claimedIn(em, ids, times, now);
  const asked = wanted.map((wants) =>
    wants.map(({ resources, blocked }) => ({ among: resources.map(({ id }) => id), blocked })),
  );
  const places = placesFor(asked, taken);
  return wanted.map((wants, index) => placesOf(wants, places[index] ?? []));
}
