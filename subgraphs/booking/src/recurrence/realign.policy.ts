import { instantOf, type LocalTime } from './wall-clock.policy.ts';

/** What was promised on a wall clock, and the instant that was kept for it. */
export interface Promised {
  readonly startsLocal: LocalTime;
  readonly startsAt: Date;
}

/** A promise whose instant is another one now, and which. */
export interface Drifted<T extends Promised> {
  readonly promised: T;
  readonly startsAt: Date;
}

/**
 * Those promises whose instant has moved because a zone's clocks follow other rules than when they were made.
 * `resolve` says at which instant a wall clock shows a time; without it, today's rules do.
 */
export function realign<T extends Promised>(
  promises: readonly T[],
  timeZone: string,
  resolve: (local: LocalTime, timeZone: string) => Date = instantOf,
): readonly Drifted<T>[] {
  return promises
    .map((promised) => ({ promised, startsAt: resolve(promised.startsLocal, timeZone) }))
    .filter(({ promised, startsAt }) => startsAt.getTime() !== promised.startsAt.getTime());
}
