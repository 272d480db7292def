import { shiftLocal } from '../recurrence/wall-clock.policy.ts';

/** Which occurrences of a series a change is meant for. */
export const SERIES_SCOPES = {
  THIS: 'THIS',
  THIS_AND_FOLLOWING: 'THIS_AND_FOLLOWING',
  ALL: 'ALL',
} as const;
/** One of {@link SERIES_SCOPES}. */
export type SeriesScope = keyof typeof SERIES_SCOPES;

/** An occurrence as a change looks at it. */
export interface Changeable {
  readonly id: string;
  readonly originalLocalStart: string;
  readonly startsLocal: string;
  readonly isOverridden: boolean;
}

/** Those of the occurrences that have not begun which a scope means, in the order of the rule. */
export function meantBy<T extends Changeable>(
  occurrences: readonly T[],
  named: T,
  scope: SeriesScope,
): readonly T[] {
  const isMeant = {
    THIS: ({ id }: T) => id === named.id,
    THIS_AND_FOLLOWING: (each: T) => each.originalLocalStart >= named.originalLocalStart,
    ALL: () => true,
  }[scope];
  return occurrences
    .filter(isMeant)
    .sort((left, right) => (left.originalLocalStart < right.originalLocalStart ? -1 : 1));
}

/** Those whose own earlier change is not to be overruled by a change of many; the named one is always meant. */
export function withoutOverridden<T extends Changeable>(occurrences: readonly T[], named: T): readonly T[] {
  return occurrences.filter(({ id, isOverridden }) => id === named.id || !isOverridden);
}

/**
 * Where each occurrence goes; null for a shift leaves it where it is. Those that move later come last to first,
 * so that none meets the next one before that has made way.
 */
export function destinationsOf<T extends Changeable>(
  occurrences: readonly T[],
  shiftMinutes: number | null,
): readonly { readonly occurrence: T; readonly startsLocal: string }[] {
  const moves = occurrences.map((occurrence) => ({
    occurrence,
    startsLocal:
      shiftMinutes === null
        ? occurrence.startsLocal
        : shiftLocal(occurrence.originalLocalStart, shiftMinutes),
  }));
  const [first] = moves;
  return first && first.startsLocal > first.occurrence.startsLocal ? moves.toReversed() : moves;
}
