import { type EntityData, type EntityMetadata, wrap } from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/postgresql';
import { tellPrepared } from './ask-prepared.ts';

/** A column of a table and where its value stands in what the ORM would write. */
interface WrittenColumn {
  readonly name: string;
  readonly type: string;
  readonly property: string;
  /** Its place in the value of a reference, which has as many columns as the other's key; null for all else. */
  readonly place: number | null;
}

type Facts = Readonly<Record<string, unknown>>;

const known = new WeakMap<EntityMetadata, readonly WrittenColumn[]>();

function columnsOf(meta: EntityMetadata): readonly WrittenColumn[] {
  const columns = known.get(meta) ?? readColumns(meta);
  known.set(meta, columns);
  return columns;
}

/** Each column once: references share the one with the tenant. */
function readColumns({ props }: EntityMetadata): readonly WrittenColumn[] {
  const all = props
    .filter(({ persist }) => persist !== false)
    .flatMap(({ name: property, fieldNames, columnTypes }) =>
      fieldNames.map((name, index) => {
        const place = fieldNames.length > 1 ? index : null;
        return { name, type: columnTypes[index] ?? 'text', property, place };
      }),
    );
  return [...new Map(all.toReversed().map((column) => [column.name, column])).values()].toReversed();
}

/** What the ORM would write of an entity, by its properties. */
function factsOf(em: EntityManager, entity: object): Facts & EntityData<object> {
  return em.getComparator().prepareEntity(entity);
}

function valueIn(facts: Facts, { property, place }: WrittenColumn): unknown {
  const value = facts[property];
  return place !== null && Array.isArray(value) ? value[place] : value;
}

const quoted = (names: readonly string[]) => names.map((name) => `"${name}"`).join(', ');
const withoutBigInts = (_key: string, value: unknown) => (typeof value === 'bigint' ? String(value) : value);

// One parameter carries all rows, so that it is one statement for any number of them.
function insertOf(meta: EntityMetadata, columns: readonly WrittenColumn[]): string {
  const names = quoted(columns.map(({ name }) => name));
  const row = columns.map(({ name, type }) => `"${name}" ${type}`).join(', ');
  return `insert into "${meta.tableName}" (${names}) select ${names} from jsonb_to_recordset($1::jsonb) as row (${row})`;
}

/**
 * Writes new entities of one class, which were created and not persisted, in their order, with one prepared statement
 * that nobody waits for (see {@link tellPrepared}). From then on they are known as if they were flushed; what the
 * database gives a new row by itself is not. Not for columns of JSON.
 */
export async function insertPrepared(em: EntityManager, entities: readonly object[]): Promise<void> {
  const [first] = entities;
  if (!first) return;
  const meta: EntityMetadata = wrap(first, true).__meta;
  const rows = entities.map((entity) => factsOf(em, entity));
  const columns = columnsOf(meta).filter((column) =>
    rows.some((facts) => valueIn(facts, column) !== undefined),
  );
  const values = rows.map((facts) =>
    Object.fromEntries(columns.map((column) => [column.name, valueIn(facts, column)])),
  );
  await tellPrepared(em, insertOf(meta, columns), [JSON.stringify(values, withoutBigInts)]);
  for (const [index, entity] of entities.entries())
    em.getUnitOfWork().register(entity, rows[index], { refresh: true });
}

/**
 * Writes what was changed of an entity with a prepared statement that nobody waits for (see {@link tellPrepared});
 * nothing when nothing was. Not for columns of JSON.
 */
export async function updatePrepared(em: EntityManager, entity: object): Promise<void> {
  const wrapped = wrap(entity, true);
  const meta: EntityMetadata = wrapped.__meta;
  const [facts, before] = [factsOf(em, entity), wrapped.__originalEntityData ?? {}];
  const changed = em.getComparator().diffEntities<object>(meta.class, before, facts);
  const columns = columnsOf(meta);
  const keys = columns.filter(({ property }) => meta.primaryKeys.some((key) => key === property));
  const written = columns.filter(({ property }) => property in changed);
  if (written.length === 0) return;
  const parameter = ({ name }: WrittenColumn, index: number) => `"${name}" = $${index + 1}`;
  const set = written.map((column, index) => parameter(column, keys.length + index)).join(', ');
  const text = `update "${meta.tableName}" set ${set} where ${keys.map(parameter).join(' and ')}`;
  await tellPrepared(
    em,
    text,
    [...keys, ...written].map((column) => valueIn(facts, column)),
  );
  wrapped.__originalEntityData = facts;
}
