import { type Glance, once } from '../database/idempotency.ts';
import type { Context, Transaction } from './context.ts';

/** A mutation that carries an idempotency key. */
export interface KeyedMutation {
  readonly operation: string;
  readonly key: string;
  readonly input: unknown;
  /**
   * Whether null takes away what is there and what is left out stays, as in a change. Everywhere else the two ask for
   * the same, and one key may come with either.
   */
  readonly nullClears?: boolean | undefined;
  /** Refuses what cannot succeed at first sight. */
  readonly glance?: Glance | undefined;
}

/**
 * Runs a mutation in one transaction, once for its key: a repetition answers the same id and changes nothing.
 * @throws {IdempotencyConflict} when the key came with another input before.
 * @throws what the judge of a glance throws, unless it is a repetition.
 */
export function mutateOnce<R extends string>(
  ctx: Context,
  mutation: KeyedMutation,
  work: (transaction: Transaction) => Promise<R>,
): Promise<R> {
  const call = { ...mutation, caller: ctx.caller, now: ctx.now() };
  return ctx.transaction((transaction) => once(transaction.em, call, () => work(transaction)));
}
