/** What happens on one calendar day, in the order it was given. */
export interface Day<T> {
  /** `YYYY-MM-DD` where the tenant is. */
  readonly key: string;
  readonly items: readonly T[];
}

/** Puts what is sorted by start under the days it starts on; days with nothing are left out. */
export function groupByDay<T extends { readonly startsAt: string }>(
  items: readonly T[],
  dayOf: (instant: string) => string,
): Day<T>[] {
  const days = new Map<string, T[]>();
  for (const item of items) {
    const key = dayOf(item.startsAt);
    const day = days.get(key);
    if (day) day.push(item);
    else days.set(key, [item]);
  }
  return [...days].map(([key, grouped]) => ({ key, items: grouped }));
}

const DAY_MS = 86_400_000;

/** The next so many days from this minute on, as ISO 8601; a whole minute, so that asking twice is the same. */
export function windowFrom(nowMs: number, days: number): { from: string; to: string } {
  const minute = Math.floor(nowMs / 60_000) * 60_000;
  return { from: new Date(minute).toISOString(), to: new Date(minute + days * DAY_MS).toISOString() };
}

/** `Today`, `Tomorrow`, or null for any other day. */
export function nearnessOf(key: string, todayKey: string, tomorrowKey: string): string | null {
  if (key === todayKey) return 'Today';
  return key === tomorrowKey ? 'Tomorrow' : null;
}
