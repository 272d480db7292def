import type { TenantId } from '../../caller/caller.ts';
import type { TextRow } from './question.ts';
import type { Column, TableColumns } from './table-columns.ts';

interface SelectedColumn extends Column {
  /** Where it stands in a row; -1 when it is not read. */
  readonly index: number;
}

const SOURCE = Symbol('source');

/** What a value that was read is made of. */
class Source {
  readonly row: TextRow;
  /** Null of a table without tenants. */
  readonly tenantId: TenantId | null;
  /** What its references lead to, by name, where that was read, too; null where they lead to nothing. */
  along: Record<string, object | null> | null = null;

  constructor(row: TextRow, tenantId: TenantId | null) {
    this.row = row;
    this.tenantId = tenantId;
  }
}

interface Sourced {
  readonly [SOURCE]?: Source;
}

function sourceOf(value: Sourced): Source {
  const source = value[SOURCE];
  if (!source) throw new TypeError('A property belongs to a value that was read.');
  return source;
}

/** What a reference of a value leads to, when it was read along with it: null for nothing; undefined otherwise. */
export function readAlong(value: object & Sourced, name: string): object | null | undefined {
  return value[SOURCE]?.along?.[name];
}

/** Keeps what a reference leads to with the value that was read. */
export function keepAlong(value: object & Sourced, name: string, target: object | null): void {
  const source = sourceOf(value);
  source.along ??= {};
  source.along[name] = target;
}

/** A prototype between the entity's and the values', with a property for each column. */
function prototypeOf(entity: object, columns: readonly SelectedColumn[]): object {
  const properties = columns.map(({ property, index, read }) => {
    const get = function (this: Sourced) {
      if (index < 0) throw new TypeError(`"${property}" was not read: nobody said that it is needed.`);
      const { row, tenantId } = sourceOf(this);
      return read(row[index] ?? null, tenantId);
    };
    return [property, { get, enumerable: index >= 0 }] as const;
  });
  const tenantId = {
    get(this: Sourced) {
      return sourceOf(this).tenantId;
    },
    enumerable: true,
  };
  return Object.create(entity, Object.fromEntries([['tenantId', tenantId], ...properties]));
}

type Make<T> = (row: TextRow, tenantId: TenantId | null) => T;

/** What makes values with a prototype: by a class of its own, which is faster than `Object.create`. */
function makerOf<T extends object>(prototype: object): Make<T> {
  class Value {
    readonly [SOURCE]: Source;

    constructor(row: TextRow, tenantId: TenantId | null) {
      this[SOURCE] = new Source(row, tenantId);
    }
  }
  // To everybody they are of the entity's class.
  Reflect.deleteProperty(Value.prototype, 'constructor');
  Object.setPrototypeOf(Value.prototype, prototype);
  return (row, tenantId) => Object(new Value(row, tenantId));
}

/** Which columns are read: properties by name, and always the id; null is all. */
export type Needed = ReadonlySet<string> | null;

/** Where the columns of a table stand in a statement. */
export interface Placed {
  /** The table's name in the statement. */
  readonly alias: string;
  /** How many columns stand before. */
  readonly offset: number;
  readonly needed: Needed;
}

/**
 * Reads rows of an entity's table into values that look like it: its own class, getters and methods, but unknown
 * to the ORM and not to be changed, so that reading twenty costs little. A column is converted when it is asked for;
 * one that was not read throws. A reference is `{ tenantId, id }`.
 */
export class RowReader<T extends object> {
  /** The columns that are read, in order. */
  readonly columns: readonly string[];
  /** The same with the table's name in the statement. */
  readonly selected: readonly string[];
  readonly #id: number;
  /** The value of a row of this tenant. */
  readonly read: Make<T>;

  constructor(columns: TableColumns, { alias, offset, needed }: Placed) {
    const isRead = ({ property }: Column) => needed === null || property === 'id' || needed.has(property);
    const read = columns.all.filter(isRead);
    const placed = columns.all.map((column) => {
      const at = read.indexOf(column);
      return { ...column, index: at < 0 ? -1 : offset + at };
    });
    this.columns = read.map(({ column }) => `"${column}"`);
    this.selected = this.columns.map((column) => `${alias}.${column}`);
    this.#id = placed.find(({ property }) => property === 'id')?.index ?? -1;
    this.read = makerOf(prototypeOf(columns.prototype, placed));
  }

  /** The id of a row as PostgreSQL writes it; null when a join found none. */
  idOf(row: TextRow): string | null {
    return row[this.#id] ?? null;
  }
}
