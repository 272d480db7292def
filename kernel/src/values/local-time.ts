import { Temporal } from 'temporal-polyfill';

/**
 * The instant at which a clock on the wall of an IANA time zone shows a time, `HH:MM`, on a calendar day, `YYYY-MM-DD`.
 * A time that the zone leaves out in spring is an hour later; one that it repeats in autumn is the first of the two.
 * @throws {RangeError} for a day, a time or a zone that does not exist.
 */
export function instantAt(date: string, time: string, timeZone: string): Date {
  const local = Temporal.PlainDate.from(date).toZonedDateTime({
    timeZone,
    plainTime: Temporal.PlainTime.from(time),
  });
  return new Date(local.epochMilliseconds);
}
