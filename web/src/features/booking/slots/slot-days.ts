import { startOfDay } from '@freehold/kernel/values/local-midnight';

const DAY_MS = 86_400_000;

/** `YYYY-MM-DD` so many calendar days later. */
export function daysLater(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);
}

/** The instants between which so many calendar days of an IANA time zone lie, ISO 8601. */
export function daysFrom(date: string, days: number, timeZone: string): { from: string; to: string } {
  return {
    from: startOfDay(date, timeZone).toISOString(),
    to: startOfDay(daysLater(date, days), timeZone).toISOString(),
  };
}

/** What is known of the free times of some days: the soonest ones, maybe not all. */
export interface FreeDays {
  /** Days on which something is free, soonest first. */
  readonly free: readonly string[];
  /** Whether nothing is free on a day; false also where nobody knows. */
  readonly isTaken: (date: string) => boolean;
}

/**
 * Reads off the soonest free times which days have any.
 * @param soonest the days of the free times, soonest first, one for each.
 * @param most so many are told at once: when there are as many, later days are not known.
 */
export function freeDays(soonest: readonly string[], most: number): FreeDays {
  const free = [...new Set(soonest)];
  const [last = ''] = soonest.length < most ? [] : free.slice(-1);
  return { free, isTaken: (date) => !free.includes(date) && (last === '' || date < last) };
}
