const DAY_MS = 86_400_000;

/** Days of the calendar, both included, as `YYYY-MM-DD`. */
export interface DayRange {
  readonly from: string;
  readonly to: string;
}

/** How many days a range has; 0 or less when it ends before it begins. */
export function dayCount({ from, to }: DayRange): number {
  return (Date.parse(to) - Date.parse(from)) / DAY_MS + 1;
}

/** Every day of a range, in order. */
export function daysOf(range: DayRange): readonly string[] {
  const start = Date.parse(range.from);
  return Array.from({ length: dayCount(range) }, (_, index) =>
    new Date(start + index * DAY_MS).toISOString().slice(0, 10),
  );
}
