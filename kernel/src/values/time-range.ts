/** A span of time, closed at its start and open at its end: `[startsAt, endsAt)`. */
export interface TimeRange {
  readonly startsAt: Date;
  readonly endsAt: Date;
}

/** The range of so many minutes from an instant. */
export function rangeOfMinutes(startsAt: Date, minutes: number): TimeRange {
  return { startsAt, endsAt: new Date(startsAt.getTime() + minutes * 60_000) };
}

/** True when the two ranges share an instant; ranges that only touch do not. */
export function overlaps(left: TimeRange, right: TimeRange): boolean {
  return left.startsAt < right.endsAt && right.startsAt < left.endsAt;
}
