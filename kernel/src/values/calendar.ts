const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone);
  if (known) return known;
  const made = new Intl.DateTimeFormat('en-CA', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  });
  formats.set(timeZone, made);
  return made;
}

/**
 * The calendar day of an instant in an IANA time zone, as `YYYY-MM-DD`.
 * @throws {RangeError} for a zone that does not exist.
 */
export function localDate(instant: Date, timeZone: string): string {
  return formatOf(timeZone).format(instant);
}
