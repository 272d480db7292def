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
 * A statement that answers rows of an entity's table, of which it is given all columns. It never says `*`: a statement
 * that is prepared would fail on the connections that know it as soon as a migration adds a column.
 */
export type EntityStatement = (columns: string) => string;

const texts = new WeakMap<EntityStatement, string>();

function textOf(em: EntityManager, entity: EntityClass<object>, statement: EntityStatement): string {
  const known = texts.get(statement);
  if (known !== undefined) return known;
  const stored = em
    .getMetadata()
    .get(entity)
    .props.filter(({ persist }) => persist !== false);
  const columns = new Set(stored.flatMap(({ fieldNames = [] }) => fieldNames));
  const text = statement([...columns].map((column) => `"${column}"`).join(', '));
  texts.set(statement, text);
  return text;
}

/**
 * The entities that a statement answers, asked as {@link askPrepared} asks: as they stand in the table now, also when
 * they were loaded before. What was changed of them and not flushed is lost. The statement is of one entity alone, and
 * made once, outside of functions.
 */
export async function findPrepared<Entity extends object>(
  em: EntityManager,
  entity: EntityClass<Entity>,
  { statement, values }: { readonly statement: EntityStatement; readonly values: readonly unknown[] },
): Promise<Entity[]> {
  const rows = await askPrepared<EntityDictionary<Entity>>(em, textOf(em, entity, statement), values);
  return rows.map((row) => em.map(entity, row));
}
