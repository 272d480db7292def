/** True for the name of an IANA time zone, such as `Europe/Oslo`; a distance from UTC, which knows no summer time, is none. */
export function isTimeZone(name: string): boolean {
  if (!/^[A-Za-z]/.test(name)) return false;
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }) !== null;
  } catch {
    return false;
  }
}
