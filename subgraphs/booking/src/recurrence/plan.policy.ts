import { Invalid } from '@freehold/kernel/errors/refusals';
import { localStartsOf, type Recurrence } from './recurrence.policy.ts';
import { instantOf, type LocalTime, localOf, minutesBetween, shiftLocal } from './wall-clock.policy.ts';

const DAY_MS = 86_400_000;

/** How far ahead a series becomes sessions, at most. */
export const HORIZON_DAYS_MAX = 400;

/** What decides when a series' occurrences begin. */
export interface SeriesPlan extends Recurrence {
  readonly shiftMinutes: number;
  readonly changedFrom: LocalTime | null;
  readonly endedBefore: LocalTime | null;
}

/** An occurrence that is to be. */
export interface Planned {
  readonly originalLocalStart: LocalTime;
  readonly startsLocal: LocalTime;
  readonly startsAt: Date;
}

/** The time from now on in which occurrences are wanted. */
export interface Horizon {
  readonly now: Date;
  readonly days: number;
}

function later(left: LocalTime, right: LocalTime | null): LocalTime {
  return right !== null && right > left ? right : left;
}

function earlier(left: LocalTime, right: LocalTime | null): LocalTime {
  return right !== null && right < left ? right : left;
}

/**
 * The occurrences of a series that begin after now and within the horizon.
 * @throws {Invalid} for a rule that cannot be followed or has more than 500 occurrences there.
 */
export function plannedOf(plan: SeriesPlan, { now, days }: Horizon): readonly Planned[] {
  const end = new Date(now.getTime() + days * DAY_MS);
  const original = (at: Date) => shiftLocal(localOf(at, plan.timeZone), -plan.shiftMinutes);
  // An hour of leeway on each side, since the clocks may change in between; the instants decide.
  const range = {
    from: later(shiftLocal(original(now), -60), plan.changedFrom),
    to: earlier(shiftLocal(original(end), 60), plan.endedBefore),
  };
  return localStartsOf(plan, range)
    .map((originalLocalStart) => {
      const startsLocal = shiftLocal(originalLocalStart, plan.shiftMinutes);
      return { originalLocalStart, startsLocal, startsAt: instantOf(startsLocal, plan.timeZone) };
    })
    .filter(({ startsAt }) => startsAt > now && startsAt <= end);
}

/**
 * A series begins in the future.
 * @throws {Invalid} when it does not.
 */
export function refusePast({ startsLocal, timeZone, rdates }: Recurrence, now: Date): void {
  const past = [startsLocal, ...rdates].find((local) => instantOf(local, timeZone) <= now);
  if (past) throw new Invalid(`A series lies in the future; ${past} is past.`);
}

/** By how much an occurrence is away from its rule once it begins at a local time. */
export function shiftOf(originalLocalStart: LocalTime, startsLocal: LocalTime): number {
  return minutesBetween(originalLocalStart, startsLocal);
}
