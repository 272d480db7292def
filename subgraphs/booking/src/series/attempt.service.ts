import { DomainError } from '@freehold/kernel/errors/domain-error';
import { LimitExceeded } from '@freehold/kernel/metering/limit-exceeded';
import type { Context, Transaction } from '@freehold/kernel/subgraph/context';
import { inSavepoint } from '@freehold/kernel/subgraph/in-savepoint';
import type { OccurrenceFailure } from './occurrence-failure.type.ts';
import { OccurrencesRefused } from './series.errors.ts';

/** How many attempts must succeed: all of them or none, or as many as can. */
export const SERIES_MODES = { ALL_OR_NOTHING: 'ALL_OR_NOTHING', BEST_EFFORT: 'BEST_EFFORT' } as const;
/** One of {@link SERIES_MODES}. */
export type SeriesMode = keyof typeof SERIES_MODES;

/** What came of many attempts. */
export interface Attempts<T> {
  readonly done: readonly T[];
  readonly failures: readonly OccurrenceFailure[];
}

/** Something to be attempted for each of many items that begin on a wall clock. */
export interface Attempt<Item, T> {
  readonly mode: SeriesMode;
  readonly items: readonly Item[];
  readonly labelOf: (item: Item) => string;
  readonly work: (transaction: Transaction, item: Item) => Promise<T>;
}

function failureOf(localStart: string, error: unknown, mode: SeriesMode): OccurrenceFailure {
  if (!(error instanceof DomainError)) throw error;
  if (mode === 'ALL_OR_NOTHING' && error instanceof LimitExceeded) throw error;
  return { localStart, code: error.code, message: error.message };
}

/**
 * Attempts the items one after the other, each whole or not at all.
 * @throws {OccurrencesRefused} when all must succeed and some do not, or when none does.
 * @throws {LimitExceeded} when all must succeed and the plan has not as many.
 */
export async function attemptEach<Item, T>(
  ctx: Context,
  transaction: Transaction,
  { mode, items, labelOf, work }: Attempt<Item, T>,
): Promise<Attempts<T>> {
  const done: T[] = [];
  const failures: OccurrenceFailure[] = [];
  for (const item of items) {
    try {
      done.push(await inSavepoint(ctx, transaction, (inner) => work(inner, item)));
    } catch (error) {
      failures.push(failureOf(labelOf(item), error, mode));
    }
  }
  return refuseUnlessMayStand(mode, { done, failures });
}

/** What came of something that was attempted for an item that begins on a wall clock, or why nothing did. */
export interface Attempted<T> {
  readonly label: string;
  readonly result: T | DomainError;
}

/**
 * Sorts out what came of attempts that were made together.
 * @throws {OccurrencesRefused} when all must succeed and some do not, or when none does.
 * @throws {LimitExceeded} when all must succeed and the plan has not as many.
 */
export function attemptsOf<T>(mode: SeriesMode, attempted: readonly Attempted<T>[]): Attempts<T> {
  const done: T[] = [];
  const failures: OccurrenceFailure[] = [];
  for (const { label, result } of attempted)
    if (result instanceof DomainError) failures.push(failureOf(label, result, mode));
    else done.push(result);
  return refuseUnlessMayStand(mode, { done, failures });
}

function refuseUnlessMayStand<T>(mode: SeriesMode, attempts: Attempts<T>): Attempts<T> {
  const { done, failures } = attempts;
  const mayStand = mode === 'BEST_EFFORT' && done.length > 0;
  if (failures.length > 0 && !mayStand) throw new OccurrencesRefused(failures);
  return attempts;
}
