import type { EntityClass, EntityDictionary } from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/postgresql';
import { CompiledQuery } from 'kysely';

/** A row as pg reads it, by the names of its columns. */
export type NamedRow = Readonly<Record<string, unknown>>;

/**
 * Asks a statement in the transaction of an EntityManager that is prepared once for each connection, so that PostgreSQL
 * neither parses nor plans it each time, as it does with what the ORM writes. For what is asked of a row that many want
 * at once. No filter of the ORM is in it: it names the tenant itself, beside row level security. What the ORM has
 * loaded does not change by it.
 * @throws {pg.DatabaseError} when PostgreSQL refuses it.
 */
export async function askPrepared<Row extends object = NamedRow>(
  em: EntityManager,
  text: string,
  values: readonly unknown[],
): Promise<readonly Row[]> {
  const logger = em.config.getLogger();
  if (logger.isEnabled('query')) logger.logQuery({ query: text, level: 'info' });
  const { rows } = await em.getKysely().executeQuery<Row>(CompiledQuery.raw(text, [...values]));
  return rows;
}

/**
 * The entities that a statement answers, which selects or returns all columns of their table, asked as
 * {@link askPrepared} asks: as they stand in the table now, also when they were loaded before. What was changed of them
 * and not flushed is lost.
 */
export async function findPrepared<Entity extends object>(
  em: EntityManager,
  entity: EntityClass<Entity>,
  { text, values }: { readonly text: string; readonly values: readonly unknown[] },
): Promise<Entity[]> {
  const rows = await askPrepared<EntityDictionary<Entity>>(em, text, values);
  return rows.map((row) => em.map(entity, row));
}
