import { instantOf, type LocalTime, localOf } from './wall-clock.policy.ts';

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

/** What the clocks of zones show. */
export interface ZoneRules {
  readonly instantOf: (local: LocalTime, timeZone: string) => Date;
  readonly localOf: (at: Date, timeZone: string) => LocalTime;
}

/**
 * Those promises whose instant has moved because a zone's clocks follow other rules than when they were made; today's,
 * unless others are given. Of a time that autumn repeats both instants keep it.
 */
export function realign<T extends Promised>(
  promises: readonly T[],
  timeZone: string,
  rules: ZoneRules = { instantOf, localOf },
): readonly Drifted<T>[] {
  return promises
    .map((promised) => ({ promised, startsAt: rules.instantOf(promised.startsLocal, timeZone) }))
    .filter(({ promised, startsAt }) => startsAt.getTime() !== promised.startsAt.getTime())
    .filter(({ promised }) => rules.localOf(promised.startsAt, timeZone) !== promised.startsLocal);
}

/**
 * In which order sessions may follow: those that begin earlier now first to last, then those that begin later last to
 * first, so that none meets the next one before that has made way.
 */
export function inOrderOfMoving<T extends Promised>(drifted: readonly Drifted<T>[]): readonly Drifted<T>[] {
  const sorted = drifted.toSorted((left, right) => left.startsAt.getTime() - right.startsAt.getTime());
  const isLater = ({ promised, startsAt }: Drifted<T>) => startsAt > promised.startsAt;
  return [...sorted.filter((each) => !isLater(each)), ...sorted.filter(isLater).toReversed()];
}
