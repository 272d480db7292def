import { localSecond } from '@freehold/kernel/values/calendar';
import { instantAt } from '@freehold/kernel/values/local-time';

/** What a clock on the wall shows, without saying where the wall is: `YYYY-MM-DDTHH:MM`. Sorts as text. */
export type LocalTime = string;

const LOCAL = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2})$/;
const MINUTE_MS = 60_000;

/** The wall clock as if it stood in UTC; NaN for text that is no local time. */
function floating(local: LocalTime): number {
  return LOCAL.test(local) ? Date.parse(`${local}:00.000Z`) : Number.NaN;
}

function fromFloating(milliseconds: number): LocalTime {
  return new Date(milliseconds).toISOString().slice(0, 16);
}

/** True for a day and time that exist in the calendar, written `YYYY-MM-DDTHH:MM`. */
export function isLocalTime(text: string): boolean {
  const at = floating(text);
  return !Number.isNaN(at) && fromFloating(at) === text;
}

/** What the wall clock of a zone shows at an instant. */
export function localOf(instant: Date, timeZone: string): LocalTime {
  return localSecond(instant, timeZone).slice(0, 16);
}

/**
 * The instant at which the wall clock of a zone shows a time. A time that spring leaves out is later by as much
 * as is left out (Oslo 02:30 on 2026-03-29 is 03:30); one that autumn repeats is the first of the two.
 * @throws {RangeError} for a time or a zone that does not exist.
 */
export function instantOf(local: LocalTime, timeZone: string): Date {
  return instantAt(local.slice(0, 10), local.slice(11), timeZone);
}

/** The wall clock so many minutes later, negative for earlier; it knows no summer time. */
export function shiftLocal(local: LocalTime, minutes: number): LocalTime {
  return fromFloating(floating(local) + minutes * MINUTE_MS);
}

/** Minutes on the wall clock from one time to another. */
export function minutesBetween(from: LocalTime, to: LocalTime): number {
  return (floating(to) - floating(from)) / MINUTE_MS;
}
