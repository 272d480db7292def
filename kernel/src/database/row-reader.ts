import type { TenantId } from '../caller/caller.ts';
import type { Column, RawRow, TableColumns } from './table-columns.ts';

interface SelectedColumn extends Column {
  readonly alias: string;
  readonly isRead: boolean;
}

/** What a value that was read is made of. */
interface Source {
  readonly row: RawRow;
  readonly tenantId: TenantId;
  /** What its references lead to, where that was read, too. */
  readonly along: Map<string, object>;
}

const SOURCE = Symbol('source');

interface Sourced {
  readonly [SOURCE]?: Source;
}

function sourceOf(value: Sourced): Source {
  const source = value[SOURCE];
  if (!source) throw new TypeError('A property belongs to a value that was read.');
  return source;
}

/** What a reference of a value leads to, when it was read along with it; undefined otherwise. */
export function readAlong(value: object & Sourced, name: string): object | undefined {
  return value[SOURCE]?.along.get(name);
}

/** Keeps what a reference leads to with the value that was read. */
export function keepAlong(value: object & Sourced, name: string, target: object): void {
  value[SOURCE]?.along.set(name, target);
}

/** A prototype between the entity's and the values', with a property for each column. */
function prototypeOf(entity: object, columns: readonly SelectedColumn[]): object {
  const properties = columns.map(({ property, alias, read, isRead }) => {
    const get = function (this: Sourced) {
      if (!isRead) throw new TypeError(`"${property}" was not read: nobody said that it is needed.`);
      const { row, tenantId } = sourceOf(this);
      return read(row[alias], tenantId);
    };
    return [property, { get, enumerable: isRead }] as const;
  });
  const tenantId = {
    get(this: Sourced) {
      return sourceOf(this).tenantId;
    },
    enumerable: true,
  };
  return Object.create(entity, Object.fromEntries([['tenantId', tenantId], ...properties]));
}

/** Which columns are read: properties by name, and always the id; null is all. */
export type Needed = ReadonlySet<string> | null;

/**
 * Reads rows of an entity's table into values that look like it: its own class, getters and methods, but unknown
 * to the ORM and not to be changed, so that reading twenty costs little. A column is converted when it is asked for;
 * one that was not read throws. A reference is `{ tenantId, id }`.
 */
export class RowReader<T extends object> {
  /** What to select, as aliases of the columns of `alias`. */
  readonly selection: string;
  readonly #id: string;
  readonly #prototype: object;

  constructor(columns: TableColumns, alias: string, needed: Needed) {
    const selected = columns.all.map((column, index) => ({
      ...column,
      alias: `${alias}${index}`,
      isRead: needed === null || column.property === 'id' || needed.has(column.property),
    }));
    this.selection = selected
      .flatMap(({ column, alias: as, isRead }) => (isRead ? [`${alias}."${column}" as ${as}`] : []))
      .join(', ');
    this.#id = selected.find(({ property }) => property === 'id')?.alias ?? '';
    this.#prototype = prototypeOf(columns.prototype, selected);
  }

  /** The value of a row of this tenant. */
  read(row: RawRow, tenantId: TenantId): T {
    const value = Object.create(this.#prototype);
    value[SOURCE] = { row, tenantId, along: new Map() } satisfies Source;
    return value;
  }

  /** The id of a row as PostgreSQL writes it; null when a join found none. */
  idOf(row: RawRow): unknown {
    return row[this.#id];
  }
}
