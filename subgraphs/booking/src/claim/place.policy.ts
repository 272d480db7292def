import type { TimeRange } from '@freehold/kernel/values/time-range';

/** A time in which something is taken. */
interface Taken<Key> {
  readonly resourceId: Key;
  readonly blocked: TimeRange;
}

function meets(left: TimeRange, right: TimeRange): boolean {
  return left.startsAt < right.endsAt && right.startsAt < left.endsAt;
}

/**
 * Which resource each of many times gets, one after the other: the first of `resourceIds` that nothing takes then, what
 * the earlier ones got included; null where none is free.
 */
export function placesFor<Key>(
  times: readonly TimeRange[],
  resourceIds: readonly Key[],
  taken: readonly Taken<Key>[],
): readonly (Key | null)[] {
  const byResource = new Map(resourceIds.map((id) => [id, [] as TimeRange[]]));
  for (const { resourceId, blocked } of taken) byResource.get(resourceId)?.push(blocked);
  return times.map((time) => {
    const free = [...byResource].find(([, ranges]) => !ranges.some((range) => meets(range, time)));
    free?.[1].push(time);
    return free?.[0] ?? null;
  });
}
