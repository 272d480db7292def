import { Invalid } from '@freehold/kernel/errors/refusals';
import type { TimeRange } from '@freehold/kernel/values/time-range';
import { refuseOutside } from '../horizon.ts';

const HOUR_MS = 3_600_000;
const HORIZON = { what: 'An event', days: 800 };
const GATE_HOURS = 6;
const LASTS_MAX_MS = 31 * 24 * HOUR_MS;

/**
 * An event begins in the future and within 800 days.
 * @throws {Invalid} when it does not.
 */
export function refuseEventOutsideHorizon(startsAt: Date, now: Date): void {
  refuseOutside(HORIZON, startsAt, now);
}

/**
 * An event ends after it begins, at most 31 days later.
 * @throws {Invalid} when it does not.
 */
export function refuseTimes({ startsAt, endsAt }: TimeRange): void {
  if (endsAt <= startsAt) throw new Invalid('endsAt: must be after startsAt');
  if (endsAt.getTime() - startsAt.getTime() > LASTS_MAX_MS)
    throw new Invalid('endsAt: must be at most 31 days after startsAt');
}

/** When tickets of an event admit people: from 6 hours before it begins until it ends. */
export function admissionOf({ startsAt, endsAt }: TimeRange): TimeRange {
  return { startsAt: new Date(startsAt.getTime() - GATE_HOURS * HOUR_MS), endsAt };
}
