import { refuseOutside } from '../horizon.ts';

const HORIZON = { what: 'A session', days: 400 };

/**
 * A session begins in the future and within 400 days.
 * @throws {Invalid} when it does not.
 */
export function refuseOutsideHorizon(startsAt: Date, now: Date): void {
  refuseOutside(HORIZON, startsAt, now);
}
