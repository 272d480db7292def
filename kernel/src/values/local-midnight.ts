import { Temporal } from 'temporal-polyfill';

/**
 * The instant at which a calendar day begins in an IANA time zone.
 * @throws {RangeError} for a day or a zone that does not exist.
 */
export function startOfDay(date: string, timeZone: string): Date {
  return new Date(Temporal.PlainDate.from(date).toZonedDateTime(timeZone).epochMilliseconds);
}
