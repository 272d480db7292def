import { Invalid } from '@freehold/kernel/errors/refusals';

const DAY_MS = 86_400_000;
const HORIZON_DAYS = 400;

/**
 * A session begins in the future and within 400 days.
 * @throws {Invalid} when it does not.
 */
export function refuseOutsideHorizon(startsAt: Date, now: Date): void {
  if (startsAt <= now)
    throw new Invalid(`A session begins in the future; ${startsAt.toISOString()} is past.`);
  if (startsAt.getTime() - now.getTime() > HORIZON_DAYS * DAY_MS)
    throw new Invalid(`A session is scheduled at most ${HORIZON_DAYS} days ahead.`);
}
