import {
  type EntityClass,
  type EntityMetadata,
  type EntityProperty,
  JsonType,
  ReferenceKind,
} from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { TenantId } from '../../caller/caller.ts';
import { IdType } from '../id-type.ts';
import { instantOf } from './instant-text.ts';

/** Reads what PostgreSQL writes for a column. */
type Read = (text: string | null, tenantId: TenantId | null) => unknown;

/** A column of a table and the property that it holds. */
export interface Column {
  readonly property: string;
  readonly column: string;
  readonly read: Read;
}

/** How texts become values, by the type of a property. */
const FROM_TEXT: Readonly<Record<string, (text: string) => unknown>> = {
  string: (text) => text,
  number: Number,
  boolean: (text) => text === 't',
  Date: instantOf,
  // A type of PostgreSQL's that neither the ORM nor pg knows.
  unknown: (text) => text,
};

function reading({ name, customType, runtimeType }: EntityProperty, em: EntityManager): Read {
  const platform = em.getPlatform();
  // The ORM's own type leaves it to pg, which is not asked here.
  if (customType instanceof JsonType) return (text) => (text === null ? null : JSON.parse(text));
  const convert = customType
    ? (text: string) => customType.convertToJSValue(text, platform)
    : FROM_TEXT[runtimeType];
  if (!convert)
    throw new TypeError(`"${name}" cannot be read by a prepared statement: it is ${runtimeType}.`);
  return (text) => (text === null ? null : convert(text));
}

/** The column of a reference beside the tenant: what holds the id of the other row. */
function idColumnOf({ joinColumns }: EntityProperty): string {
  const [column, ...rest] = joinColumns.filter((name) => name !== 'tenant_id');
  if (column === undefined || rest.length > 0) throw new TypeError('A reference has a tenant and one id.');
  return column;
}

function readingReference(property: EntityProperty, em: EntityManager): Read {
  const id = property.targetMeta?.properties.id;
  if (!id) throw new TypeError(`"${property.name}" leads to nothing that has an id.`);
  const readId = reading(id, em);
  return (text, tenantId) => (text === null ? null : { tenantId, id: readId(text, tenantId) });
}

function columnsOf(property: EntityProperty, em: EntityManager): Column[] {
  if (property.name === 'tenantId' || property.persist === false) return [];
  if (property.kind === ReferenceKind.MANY_TO_ONE)
    return [{ property: property.name, column: idColumnOf(property), read: readingReference(property, em) }];
  const [column] = property.fieldNames;
  return property.kind === ReferenceKind.SCALAR && column !== undefined
    ? [{ property: property.name, column, read: reading(property, em) }]
    : [];
}

/** The columns of an entity's table, as statements and their readers need them. */
export class TableColumns {
  /** The table's name, ready to be written. */
  readonly table: string;
  readonly all: readonly Column[];
  readonly prototype: object;
  readonly #properties: EntityMetadata['properties'];

  constructor(em: EntityManager, entity: EntityClass<object>) {
    const meta: EntityMetadata = em.getMetadata().get(entity);
    this.#properties = meta.properties;
    this.prototype = meta.prototype;
    const schema = meta.schema ?? em.config.get('schema');
    this.table = [schema, meta.tableName].flatMap((name) => (name ? [`"${name}"`] : [])).join('.');
    this.all = meta.props.flatMap((property) => columnsOf(property, em));
  }

  /** True for a property that one column holds. */
  has(name: string): boolean {
    return this.all.some(({ property }) => property === name);
  }

  /** The column of a property, ready to be written; of a reference, the one with the other's id. @throws {TypeError} */
  columnOf(name: string): string {
    const found = this.all.find(({ property }) => property === name);
    if (!found) throw new TypeError(`"${name}" is no column.`);
    return `"${found.column}"`;
  }

  /** A property's value as it is bound, as text; of a reference, the other's id. */
  bind(property: string, value: unknown): string {
    if (value instanceof Date) return value.toISOString();
    const text = String(value);
    return this.#idTypeOf(property)?.convertToDatabaseValue(text as never) ?? text;
  }

  /** The same for a value that came as JSON. @throws {RangeError} when it cannot be one of the property. */
  parse(property: string, value: unknown): string {
    const isInstant = this.#properties[property]?.runtimeType === 'Date';
    if (typeof value !== 'string') throw new RangeError('It is no text.');
    return this.bind(property, isInstant ? new Date(value) : value);
  }

  #idTypeOf(name: string): IdType<string> | undefined {
    const property = this.#properties[name];
    const { customType } = property?.targetMeta?.properties.id ?? property ?? {};
    return customType instanceof IdType ? customType : undefined;
  }
}
