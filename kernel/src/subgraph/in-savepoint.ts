import type { Context, Transaction } from './context.ts';

/**
 * Does work inside the same transaction up to a savepoint: when it is refused, nothing is left of it, its events
 * neither, and its locks are free. What it loads is forgotten afterwards, so that the five-hundredth takes no longer
 * than the first.
 */
export async function inSavepoint<T>(
  ctx: Context,
  { em, told }: Transaction,
  work: (transaction: Transaction) => Promise<T>,
): Promise<T> {
  await em.flush();
  const inner = em.fork({ clear: true, keepTransactionContext: true });
  await inner.execute('savepoint attempt');
  try {
    const transaction = ctx.transactionOf(inner);
    const result = await work(transaction);
    await inner.flush();
    await inner.execute('release savepoint attempt');
    told.push(...transaction.told);
    return result;
  } catch (error) {
    await inner.execute('rollback to savepoint attempt');
    throw error;
  }
}
