import type { TimeRange } from '@freehold/kernel/values/time-range';

const later = (left: Date, right: Date) => (left > right ? left : right);
const sooner = (left: Date, right: Date) => (left < right ? left : right);

/** The same time in as few ranges as can be, soonest first: those that overlap or touch become one. */
export function mergeRanges(ranges: readonly TimeRange[]): TimeRange[] {
  const sorted = ranges
    .filter(({ startsAt, endsAt }) => startsAt < endsAt)
    .toSorted((left, right) => left.startsAt.getTime() - right.startsAt.getTime());
  const merged: TimeRange[] = [];
  for (const range of sorted) {
    const last = merged.at(-1);
    if (last && range.startsAt <= last.endsAt)
      merged[merged.length - 1] = { startsAt: last.startsAt, endsAt: later(last.endsAt, range.endsAt) };
    else merged.push(range);
  }
  return merged;
}

/** The time that is in both; each list is merged, and so is the answer. */
export function intersectRanges(left: readonly TimeRange[], right: readonly TimeRange[]): TimeRange[] {
  const shared: TimeRange[] = [];
  let [atLeft, atRight] = [0, 0];
  for (let [one, other] = [left[0], right[0]]; one && other; [one, other] = [left[atLeft], right[atRight]]) {
    const startsAt = later(one.startsAt, other.startsAt);
    const endsAt = sooner(one.endsAt, other.endsAt);
    if (startsAt < endsAt) shared.push({ startsAt, endsAt });
    if (one.endsAt < other.endsAt) atLeft += 1;
    else atRight += 1;
  }
  return shared;
}

/** The time of the first list that is not in the second; each list is merged, and so is the answer. */
export function subtractRanges(ranges: readonly TimeRange[], taken: readonly TimeRange[]): TimeRange[] {
  const [first, last] = [ranges.at(0), ranges.at(-1)];
  if (!first || !last) return [];
  const starts = [first.startsAt, ...taken.map(({ endsAt }) => endsAt)];
  const ends = [...taken.map(({ startsAt }) => startsAt), last.endsAt];
  const gaps = starts.map((startsAt, index) => ({ startsAt, endsAt: ends[index] ?? last.endsAt }));
  return intersectRanges(
    ranges,
    gaps.filter(({ startsAt, endsAt }) => startsAt < endsAt),
  );
}
