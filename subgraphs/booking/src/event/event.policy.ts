import { Invalid } from '@freehold/kernel/errors/refusals';
import type { TimeRange } from '@freehold/kernel/values/time-range';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const HORIZON_DAYS = 800;
const GATE_HOURS = 6;

/**
 * An event begins in the future and within 800 days.
 * @throws {Invalid} when it does not.
 */
export function refuseOutsideHorizon(startsAt: Date, now: Date): void {
  if (startsAt <= now) throw new Invalid(`An event begins in the future; ${startsAt.toISOString()} is past.`);
  if (startsAt.getTime() - now.getTime() > HORIZON_DAYS * DAY_MS)
    throw new Invalid(`An event begins at most ${HORIZON_DAYS} days ahead.`);
}

/** When tickets of an event admit people: from 6 hours before it begins until it ends. */
export function admissionOf({ startsAt, endsAt }: TimeRange): TimeRange {
  return { startsAt: new Date(startsAt.getTime() - GATE_HOURS * HOUR_MS), endsAt };
}
