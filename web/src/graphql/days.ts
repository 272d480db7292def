/** Days from one to another, both included, as `YYYY-MM-DD`. */
export interface DayRange {
  readonly from: string;
  readonly to: string;
}

/** The range that arguments ask for; null when they ask for something else. */
export function rangeIn(args: Readonly<Record<string, unknown>> | null): DayRange | null {
  const { from, to } = args ?? {};
  return typeof from === 'string' && typeof to === 'string' ? { from, to } : null;
}

/** The days with one of them as it is now; as they were when it lies outside of the range. */
export function withDay<D extends { readonly date: string }>(
  days: readonly D[],
  day: D,
  range: DayRange,
): D[] {
  if (day.date < range.from || day.date > range.to) return [...days];
  const others = days.filter(({ date }) => date !== day.date);
  return [...others, day].sort((left, right) => left.date.localeCompare(right.date));
}
