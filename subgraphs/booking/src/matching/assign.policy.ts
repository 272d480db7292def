/**
 * A candidate for each of several wants, none of them twice: the first that is left where that leaves one for the
 * others, too; null when there is no such choice.
 */
export function assign<Key>(wants: readonly (readonly Key[])[]): readonly Key[] | null {
  const holders = new Map<Key, number>();
  const everyoneSits = wants.every((_, want) => seat(wants, holders, want, new Set()));
  if (!everyoneSits) return null;
  const chosen = new Map([...holders].map(([key, want]) => [want, key]));
  return wants.flatMap((_, want) => chosen.get(want) ?? []);
}

/** Gives a want one that is free, else one whose holder can do with another. */
function seat<Key>(
  wants: readonly (readonly Key[])[],
  holders: Map<Key, number>,
  want: number,
  seen: Set<Key>,
): boolean {
  const candidates = wants[want] ?? [];
  const free = candidates.find((key) => !holders.has(key));
  const freed = free ?? candidates.find((key) => makesWay(wants, holders, key, seen));
  if (freed === undefined) return false;
  holders.set(freed, want);
  return true;
}

function makesWay<Key>(
  wants: readonly (readonly Key[])[],
  holders: Map<Key, number>,
  key: Key,
  seen: Set<Key>,
): boolean {
  const holder = holders.get(key);
  if (holder === undefined || seen.has(key)) return false;
  return seat(wants, holders, holder, seen.add(key));
}
