import { localDate } from '@freehold/kernel/values/calendar';
import { instantAt } from '@freehold/kernel/values/local-time';
import type { TimeRange } from '@freehold/kernel/values/time-range';
import { intersectRanges, mergeRanges } from './ranges.policy.ts';

/** The last minute of a day at which it may close: midnight, as the end of the day. */
export const DAY_MINUTES = 1440;

/** Hours of one day on the wall clock, in minutes since midnight: `[opensMinute, closesMinute)`, 0 to 1,440. */
export interface LocalHours {
  readonly opensMinute: number;
  readonly closesMinute: number;
}

/** Hours of each week. 1 is Monday, 7 is Sunday. */
export interface WeekdayHours extends LocalHours {
  readonly weekday: number;
}

/** What is other on one day, `YYYY-MM-DD`: closed instead of the week's hours, open at other ones, or both. */
export interface DateException {
  readonly date: string;
  readonly isClosed: boolean;
  readonly hours: readonly LocalHours[];
}

/** When one party, a resource or a location, is open. Without weekly hours it is open always, but for its exceptions. */
export interface Timetable {
  readonly weekly: readonly WeekdayHours[];
  readonly exceptions: readonly DateException[];
}

/** When something can be had: while all of its timetables are open, on the wall clock of its IANA zone. */
export interface Calendar {
  readonly timeZone: string;
  readonly timetables: readonly Timetable[];
}

const WHOLE_DAY: LocalHours = { opensMinute: 0, closesMinute: DAY_MINUTES };
const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;

/** The calendar day so many days after another. */
export function dayAfter(date: string, days = 1): string {
  return new Date(Date.parse(date) + days * DAY_MS).toISOString().slice(0, 10);
}

/** 1 for a Monday to 7 for a Sunday. */
function weekdayOf(date: string): number {
  return new Date(date).getUTCDay() || 7;
}

/** Minutes since midnight as a clock shows them: `HH:MM`. */
export function clockOf(minute: number): string {
  const [hours, minutes] = [Math.floor(minute / 60), minute % 60];
  return `${String(hours).padStart(2, '0')}:${String(minutes).padStart(2, '0')}`;
}

/** Midnights by zone and day, because to find one out costs more than all that is done with it. */
const midnights = new Map<string, number>();
const MIDNIGHTS_MAX = 20_000;

function midnightMs(date: string, timeZone: string): number {
  const key = `${timeZone} ${date}`;
  const known = midnights.get(key);
  if (known !== undefined) return known;
  const found = instantAt(date, '00:00', timeZone).getTime();
  if (midnights.size >= MIDNIGHTS_MAX) midnights.clear();
  midnights.set(key, found);
  return found;
}

/**
 * The instant of a minute of a local day. A time that the zone leaves out in spring moves forward by the gap; of one
 * that it repeats in autumn the first counts. Minute 1,440 is the midnight that begins the next day.
 */
export function instantOf(date: string, minute: number, timeZone: string): Date {
  const [dayMs, nextMs] = [midnightMs(date, timeZone), midnightMs(dayAfter(date), timeZone)];
  if (minute === DAY_MINUTES) return new Date(nextMs);
  // In a day of 24 hours the clocks do not change.
  return nextMs - dayMs === DAY_MS
    ? new Date(dayMs + minute * MINUTE_MS)
    : instantAt(date, clockOf(minute), timeZone);
}

/** The local days that a range of time touches. */
export function daysOf(range: TimeRange, timeZone: string): string[] {
  const days = [localDate(range.startsAt, timeZone)];
  const last = localDate(range.endsAt, timeZone);
  for (let day = dayAfter(days[0] ?? last); day <= last; day = dayAfter(day)) days.push(day);
  return days;
}

function hoursOn({ weekly, exceptions }: Timetable, date: string): readonly LocalHours[] {
  const exception = exceptions.find((each) => each.date === date);
  const weekday = weekdayOf(date);
  const usual = weekly.length === 0 ? [WHOLE_DAY] : weekly.filter((hours) => hours.weekday === weekday);
  return [...(exception?.isClosed ? [] : usual), ...(exception?.hours ?? [])];
}

function openTimes(timetable: Timetable, timeZone: string, range: TimeRange): TimeRange[] {
  const times = daysOf(range, timeZone).flatMap((date) =>
    hoursOn(timetable, date).map(({ opensMinute, closesMinute }) => ({
      startsAt: instantOf(date, opensMinute, timeZone),
      endsAt: instantOf(date, closesMinute, timeZone),
    })),
  );
  return mergeRanges(times);
}

/** When a calendar is open within a range of time, soonest first; ranges that touch are one. */
export function openRanges({ timeZone, timetables }: Calendar, range: TimeRange): TimeRange[] {
  return timetables.reduce<TimeRange[]>(
    (open, timetable) => intersectRanges(open, openTimes(timetable, timeZone, range)),
    [range],
  );
}

/** True when a calendar is open all through a range of time. */
export function isOpenThroughout(calendar: Calendar, range: TimeRange): boolean {
  const [open] = openRanges(calendar, range);
  return open?.startsAt.getTime() === range.startsAt.getTime() && open.endsAt >= range.endsAt;
}
