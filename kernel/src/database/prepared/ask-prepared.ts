import type { EntityClass, EntityDictionary } from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/postgresql';
import { CompiledQuery } from 'kysely';
import { afterFailure, connectionOf, tellOn } from './pipeline.ts';

/** A row as pg reads it, by the names of its columns. */
export type NamedRow = Readonly<Record<string, unknown>>;

function log(em: EntityManager, query: string): void {
  const logger = em.config.getLogger();
  if (logger.isEnabled('query')) logger.logQuery({ query, level: 'info' });
}

/**
 * Asks a statement in the transaction of an EntityManager that is prepared once for each connection, so that PostgreSQL
 * neither parses nor plans it each time, as it does with what the ORM writes. For what is asked of a row that many want
 * at once. No filter of the ORM is in it: it names the tenant itself, beside row level security. What the ORM has
 * loaded does not change by it.
 * @throws {pg.DatabaseError} when PostgreSQL refuses it, or refused what was told before.
 */
export async function askPrepared<Row extends object = NamedRow>(
  em: EntityManager,
  text: string,
  values: readonly unknown[],
): Promise<readonly Row[]> {
  log(em, text);
  const asked = em.getKysely().executeQuery<Row>(CompiledQuery.raw(text, [...values]));
  const { rows } = await asked.catch((error: unknown) => afterFailure(em, error));
  return rows;
}

/**
 * Sends a statement as {@link askPrepared} does and does not wait for it: it travels with the next question, or with
 * the commit. For writes that can only fail by a fault of ours: whatever comes behind one that failed fails with its error,
 * and nothing is kept.
 * @throws {Error} outside a transaction.
 */
export async function tellPrepared(
  em: EntityManager,
  text: string,
  values: readonly unknown[],
): Promise<void> {
  log(em, text);
  await tellOn(em, CompiledQuery.raw(text, [...values]));
}

/** A statement to be asked together with others, and what its rows are read as. */
export interface Question<Answer> {
  readonly text: string;
  readonly values: readonly unknown[];
  readonly read: (em: EntityManager, rows: readonly never[]) => Answer;
}

/** A question of which the rows themselves are wanted, for {@link askTogether}. */
export function rowsOf<Row extends object = NamedRow>(
  text: string,
  values: readonly unknown[],
): Question<readonly Row[]> {
  return { text, values, read: (_, rows: readonly Row[]) => rows };
}

/** The same question, of whose answer something else is wanted. */
export function answeredAs<Answer, Wanted>(
  { text, values, read }: Question<Answer>,
  want: (answer: Answer) => Wanted,
): Question<Wanted> {
  return { text, values, read: (em, rows) => want(read(em, rows)) };
}

/**
 * Asks several questions as {@link askPrepared} does, in one round trip and in their order: each sees what those before
 * it did.
 * @throws {pg.DatabaseError} when PostgreSQL refuses one of them, or refused what was told before.
 */
export async function askTogether<Answers extends readonly unknown[]>(
  em: EntityManager,
  questions: { readonly [Index in keyof Answers]: Question<Answers[Index]> },
): Promise<Answers>;
export async function askTogether(
  em: EntityManager,
  questions: readonly Question<unknown>[],
): Promise<readonly unknown[]> {
  for (const { text } of questions) log(em, text);
  const asked = connectionOf(em, (connection) =>
    Promise.all(
      questions.map(({ text, values }) =>
        connection.executeQuery<never>(CompiledQuery.raw(text, [...values])),
      ),
    ),
  );
  const answers = await asked.catch((error: unknown) => afterFailure(em, error));
  return questions.map(({ read }, index) => read(em, answers[index]?.rows ?? []));
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

/** What {@link findPrepared} and {@link entitiesOf} are asked. */
export interface EntityQuestion {
  readonly statement: EntityStatement;
  readonly values: readonly unknown[];
}

/**
 * The entities that a statement answers, asked as {@link askPrepared} asks: as they stand in the table now, also when
 * they were loaded before. What was changed of them and not flushed is lost. The statement is of one entity alone, and
 * made once, outside of functions.
 */
export async function findPrepared<Entity extends object>(
  em: EntityManager,
  entity: EntityClass<Entity>,
  question: EntityQuestion,
): Promise<Entity[]> {
  const { text, values, read } = entitiesOf(em, entity, question);
  return read(em, await askPrepared<never>(em, text, values));
}

/** The same as {@link findPrepared}, as a question for {@link askTogether}. */
export function entitiesOf<Entity extends object>(
  em: EntityManager,
  entity: EntityClass<Entity>,
  { statement, values }: EntityQuestion,
): Question<Entity[]> {
  const read = (into: EntityManager, rows: readonly EntityDictionary<Entity>[]) =>
    rows.map((row) => into.map(entity, row));
  return { text: textOf(em, entity, statement), values, read };
}
