import { overlaps, type TimeRange } from '@freehold/kernel/values/time-range';
import { assign } from './assign.policy.ts';

/** A time in which something is taken. */
interface Taken<Key> {
  readonly resourceId: Key;
  readonly blocked: TimeRange;
}

/** A time in which one of several resources is wanted. */
export interface PlaceWanted<Key> {
  readonly among: readonly Key[];
  readonly blocked: TimeRange;
}

/**
 * Which resources each of many gets that want several at once, one after the other: of each want the first that nothing
 * takes then, what the earlier ones got included, and none of them twice; null where they cannot all be had.
 */
export function placesFor<Key>(
  wanted: readonly (readonly PlaceWanted<Key>[])[],
  taken: readonly Taken<Key>[],
): readonly (readonly Key[] | null)[] {
  const byResource = Map.groupBy(taken, ({ resourceId }) => resourceId);
  const isFree = (resourceId: Key, time: TimeRange) =>
    !byResource.get(resourceId)?.some(({ blocked }) => overlaps(blocked, time));
  const take = (resourceId: Key, blocked: TimeRange) => {
    const known = byResource.get(resourceId);
    if (known) known.push({ resourceId, blocked });
    else byResource.set(resourceId, [{ resourceId, blocked }]);
  };
  return wanted.map((wants) => {
    const places = assign(wants.map(({ among, blocked }) => among.filter((key) => isFree(key, blocked))));
    for (const [index, key] of (places ?? []).entries()) {
      const blocked = wants[index]?.blocked;
      if (blocked) take(key, blocked);
    }
    return places;
  });
}
