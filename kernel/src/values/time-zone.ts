import { Temporal } from 'temporal-polyfill';

const EPOCH = Temporal.Instant.fromEpochMilliseconds(0);
const KEPT_MAX = 2000;
const kept = new Map<string, string | null>();

function lookedUp(name: string): string | null {
  if (!/^[A-Za-z]/.test(name)) return null;
  try {
    return EPOCH.toZonedDateTimeISO(name).timeZoneId;
  } catch {
    return null;
  }
}

/**
 * The name of an IANA time zone as IANA writes it, such as `Europe/Oslo` for `europe/oslo`; a name that is linked to
 * another one stays. Null for what is none, such as a distance from UTC, which knows no summer time.
 */
export function ianaZone(name: string): string | null {
  const known = kept.get(name);
  if (known !== undefined) return known;
  if (kept.size >= KEPT_MAX) kept.clear();
  const zone = lookedUp(name);
  kept.set(name, zone);
  return zone;
}
