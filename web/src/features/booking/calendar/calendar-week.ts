import { startOfDay } from '@freehold/kernel/values/local-midnight';
import { daysLater } from '../slots/slot-days.ts';

const WEEK_DAYS = 7;
const DAY_MINUTES = 1_440;

/** The Monday of the week of a calendar day, both `YYYY-MM-DD`. */
export function mondayOf(date: string): string {
  const weekday = new Date(`${date}T00:00:00Z`).getUTCDay();
  return daysLater(date, -((weekday + 6) % WEEK_DAYS));
}

/** The seven days of a week and the instants between which they lie, ISO 8601. */
export function calendarWeek(monday: string, timeZone: string) {
  return {
    dates: Array.from({ length: WEEK_DAYS }, (_, index) => daysLater(monday, index)),
    from: startOfDay(monday, timeZone).toISOString(),
    to: startOfDay(daysLater(monday, WEEK_DAYS), timeZone).toISOString(),
  };
}

const clocks = new Map<string, Intl.DateTimeFormat>();

function clockIn(timeZone: string): Intl.DateTimeFormat {
  const known = clocks.get(timeZone);
  if (known) return known;
  const made = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
  clocks.set(timeZone, made);
  return made;
}

/** What a clock on the wall of an IANA time zone shows at an instant, `HH:MM`. */
export function wallTime(instant: string, timeZone: string): string {
  return clockIn(timeZone).format(new Date(instant));
}

/** Minutes since midnight on that clock. */
export function minuteOfDay(instant: string, timeZone: string): number {
  const [hours = 0, minutes = 0] = wallTime(instant, timeZone).split(':').map(Number);
  return hours * 60 + minutes;
}

/** Something on a day, from a minute until another. */
export interface Stretch {
  readonly startMinute: number;
  readonly endMinute: number;
}

/** Where something stands beside what overlaps it: in which of how many lanes. */
export interface Lane {
  readonly lane: number;
  readonly lanes: number;
}

/** How long something looks that takes less, so that its name can be read. */
const SHORTEST_MINUTES = 30;

function endOf({ startMinute, endMinute }: Stretch): number {
  return Math.max(endMinute, startMinute + SHORTEST_MINUTES);
}

function laneOf(ends: readonly number[], startMinute: number): number {
  const free = ends.findIndex((end) => end <= startMinute);
  return free === -1 ? ends.length : free;
}

/**
 * Puts what overlaps side by side, in the first lane that is free; what touches nothing has the whole width.
 * @param items sorted by their start.
 */
export function layOut<T extends Stretch>(items: readonly T[]): (T & Lane)[] {
  const placed: (T & Lane)[] = [];
  let [cluster, ends]: [(T & { readonly lane: number })[], number[]] = [[], []];
  const close = () => {
    placed.push(...cluster.map((item) => ({ ...item, lanes: ends.length })));
    [cluster, ends] = [[], []];
  };
  for (const item of items) {
    if (ends.every((end) => end <= item.startMinute)) close();
    const lane = laneOf(ends, item.startMinute);
    cluster.push({ ...item, lane });
    ends[lane] = endOf(item);
  }
  close();
  return placed;
}

/** The hours that a week has to show: those of the working day, and whatever lies outside of them. */
export function hoursOf(items: readonly Stretch[]): { readonly first: number; readonly last: number } {
  const starts = items.map(({ startMinute }) => Math.floor(startMinute / 60));
  const ends = items.map((item) => Math.ceil(Math.min(endOf(item), DAY_MINUTES) / 60));
  return { first: Math.min(8, ...starts), last: Math.max(18, ...ends) };
}
