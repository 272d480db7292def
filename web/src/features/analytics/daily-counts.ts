/** So many on a day; `date` is `YYYY-MM-DD`. */
export interface DailyCount {
  readonly date: string;
  readonly count: number;
}

/** What a row of days amounts to. */
export interface Summary {
  readonly total: number;
  /** Per day, over all days asked for. */
  readonly average: number;
  /** The first of the days with the most; null when nothing happened. */
  readonly busiest: DailyCount | null;
}

const DAY_MS = 86_400_000;

/** The days from so many ago up to and with `today` (`YYYY-MM-DD`): `days` of them. */
export function lastDays(today: string, days: number): { from: string; to: string } {
  const first = new Date(Date.parse(today) - (days - 1) * DAY_MS);
  return { from: first.toISOString().slice(0, 10), to: today };
}

/** Every day of the range in order; days that were not told have nothing. */
export function fillDays(from: string, to: string, known: readonly DailyCount[]): DailyCount[] {
  const counts = new Map(known.map(({ date, count }) => [date, count]));
  const filled: DailyCount[] = [];
  for (let time = Date.parse(from); time <= Date.parse(to); time += DAY_MS) {
    const date = new Date(time).toISOString().slice(0, 10);
    filled.push({ date, count: counts.get(date) ?? 0 });
  }
  return filled;
}

/** Adds up a row of days. */
export function summarise(days: readonly DailyCount[]): Summary {
  let total = 0;
  let busiest: DailyCount | null = null;
  for (const day of days) {
    total += day.count;
    if (day.count > (busiest?.count ?? 0)) busiest = day;
  }
  return { total, average: days.length === 0 ? 0 : total / days.length, busiest };
}
