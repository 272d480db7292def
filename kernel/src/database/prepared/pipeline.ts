import type { EntityManager } from '@mikro-orm/postgresql';
import { CompiledQuery, ControlledTransaction, type DatabaseConnection } from 'kysely';
import type { StatementSpans } from '../traced/statement-spans.ts';
import { RECORDS } from './house-client.ts';

/** What was told in a transaction and refused, which is why everything behind it was. */
const failures = new WeakMap<object, unknown>();

/** @throws {Error} outside a transaction, and when it is over: the connection is somebody else's then. */
function transactionOf(em: EntityManager): ControlledTransaction<unknown> {
  const transaction = em.getKysely<unknown>();
  const isOpen =
    transaction instanceof ControlledTransaction && !(transaction.isCommitted || transaction.isRolledBack);
  if (!isOpen) throw new Error('It is asked inside a transaction.');
  return transaction;
}

/**
 * Lends the connection of a transaction to `ask`, which sends what it wants to send at once: it goes out together, and
 * is answered in its order.
 * @throws {Error} outside a transaction.
 */
export async function connectionOf<T>(
  em: EntityManager,
  ask: (connection: DatabaseConnection) => Promise<T>,
): Promise<T> {
  return transactionOf(em).getExecutor().provideConnection(ask);
}

/** Records what is asked in a transaction, until it ends. @throws {Error} outside a transaction, or in one that has asked. */
export async function recordOn(em: EntityManager, spans: StatementSpans): Promise<void> {
  await connectionOf(em, (connection) => connection.executeQuery(CompiledQuery.raw(RECORDS, [spans])));
}

/** Sends what nobody waits for. @throws {Error} outside a transaction. */
export async function tellOn(em: EntityManager, query: CompiledQuery): Promise<void> {
  const transaction = transactionOf(em);
  await connectionOf(em, async (connection) => {
    connection.executeQuery(query).catch((error: unknown) => {
      if (!failures.has(transaction)) failures.set(transaction, error);
    });
  });
}

/** Throws why something failed in the transaction: an error of what was told before, if there was one. */
export function afterFailure(em: EntityManager, error: unknown): never {
  const transaction = em.getTransactionContext<object>();
  throw (transaction && failures.get(transaction)) ?? error;
}
