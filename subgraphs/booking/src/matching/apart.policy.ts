import type { TimeRange } from '@freehold/kernel/values/time-range';

const NEVER = Number.POSITIVE_INFINITY;

function byStart(left: TimeRange, right: TimeRange): number {
  return left.startsAt.getTime() - right.startsAt.getTime();
}

/**
 * The part of `wanted` that meets neither what is taken nor one that begins before it, soonest first. It looks at each
 * once, so that there may be thousands. No two of `taken` meet.
 */
export function apartFrom<Wanted extends TimeRange>(
  taken: readonly TimeRange[],
  wanted: readonly Wanted[],
): readonly Wanted[] {
  const others = taken.toSorted(byStart);
  let next = 0;
  let freeFrom = -NEVER;
  return wanted.toSorted(byStart).filter(({ startsAt, endsAt }) => {
    while ((others[next]?.endsAt.getTime() ?? NEVER) <= startsAt.getTime()) next += 1;
    const isTaken = (others[next]?.startsAt.getTime() ?? NEVER) < endsAt.getTime();
    if (isTaken || startsAt.getTime() < freeFrom) return false;
    freeFrom = endsAt.getTime();
    return true;
  });
}
