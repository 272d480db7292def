const clocks = new Map<string, Intl.DateTimeFormat>();

/** Making a format takes a thousand times as long as using it, so there is one for each zone. */
function clockOf(timeZone: string): Intl.DateTimeFormat {
  const known = clocks.get(timeZone);
  if (known) return known;
  const made = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium' });
  clocks.set(timeZone, made);
  return made;
}

/**
 * What the wall clock of an IANA time zone shows at an instant, to the second: `YYYY-MM-DDTHH:MM:SS`.
 * @throws {RangeError} for a zone that does not exist.
 */
export function localSecond(instant: Date, timeZone: string): string {
  return clockOf(timeZone).format(instant).replace(' ', 'T');
}

/**
 * The calendar day of an instant in an IANA time zone, as `YYYY-MM-DD`.
 * @throws {RangeError} for a zone that does not exist.
 */
export function localDate(instant: Date, timeZone: string): string {
  return localSecond(instant, timeZone).slice(0, 10);
}
