import type { EntityManager } from '@mikro-orm/postgresql';
import { CompiledQuery } from 'kysely';
import type { RawRow } from './table-columns.ts';

/**
 * Asks inside the transaction of an EntityManager with a statement that is prepared once for each connection.
 * No filter of the ORM is in it: the statement itself names the tenant, beside row level security.
 * @throws {Error} outside a transaction, where nobody has said who asks.
 */
export async function askPrepared(
  em: EntityManager,
  sql: string,
  values: readonly unknown[],
): Promise<readonly RawRow[]> {
  if (!em.isInTransaction()) throw new Error('A prepared statement is asked inside a transaction.');
  const query: CompiledQuery<RawRow> = CompiledQuery.raw(sql, [...values]);
  em.config.getLogger().logQuery({ query: sql, level: 'info' });
  const { rows } = await em.getKysely().executeQuery(query);
  return rows;
}
