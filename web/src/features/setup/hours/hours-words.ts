/** A stretch of one day of each week on the wall clock. */
export interface Hours {
  /** 1 is Monday, 7 is Sunday. */
  readonly weekday: number;
  /** `HH:MM`. */
  readonly opensAt: string;
  /** `HH:MM`, or `24:00`. */
  readonly closesAt: string;
}

/** What has hours: a location or a resource. */
export interface Place {
  readonly locationId?: string;
  readonly resourceId?: string;
}

/** The days of the week, from Monday on. */
export const DAY_NAMES = [
  'Monday',
  'Tuesday',
  'Wednesday',
  'Thursday',
  'Friday',
  'Saturday',
  'Sunday',
] as const;

const shortName = (weekday: number): string => DAY_NAMES[weekday - 1]?.slice(0, 3) ?? '';

function hoursOn(hours: readonly Hours[], weekday: number): string {
  return hours
    .filter((stretch) => stretch.weekday === weekday)
    .map(({ opensAt, closesAt }) => `${opensAt}–${closesAt}`)
    .sort()
    .join(' and ');
}

interface Run {
  readonly first: number;
  last: number;
  readonly times: string;
}

/** A week of hours in a line, days of the same hours together: `Mon–Fri 06:00–22:00, Sat 09:00–15:00`. */
export function weekWords(hours: readonly Hours[]): string {
  if (hours.length === 0) return 'Always open';
  const runs: Run[] = [];
  for (const index of DAY_NAMES.keys()) {
    const weekday = index + 1;
    const times = hoursOn(hours, weekday);
    const run = runs.at(-1);
    if (run?.times === times) run.last = weekday;
    else runs.push({ first: weekday, last: weekday, times });
  }
  return runs
    .filter(({ times }) => times !== '')
    .map(({ first, last, times }) =>
      first === last ? `${shortName(first)} ${times}` : `${shortName(first)}–${shortName(last)} ${times}`,
    )
    .join(', ');
}
