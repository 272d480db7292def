import type { EntityManager } from '@mikro-orm/postgresql';
import type { TenantId } from '../../caller/caller.ts';
import { type Selection, selectionAt } from '../../values/selection.ts';
import type { PreparedList } from './prepared-list.ts';
import type { TextRow } from './question.ts';
import { keepAlong, type Needed, RowReader } from './row-reader.ts';
import { TableColumns } from './table-columns.ts';

/** A condition on a column of the list's own table; of a reference, on the other's id. Equal to null is to be null. */
export interface Where {
  readonly property: string;
  readonly is: '=' | '>=' | '<';
  readonly value: unknown;
}

/** Where a page begins or ends: the values of the order, ready to be bound. */
export type Place = readonly string[];

/** Which rows of a list are wanted, in which direction. */
export interface Wanted {
  readonly where: readonly Where[];
  readonly after: Place | null;
  readonly before: Place | null;
  readonly isBackward: boolean;
  /** Rows at most; stands in the statement, so that the planner knows how few they are. */
  readonly limit: number;
}

/** A table of the statement: the list's own, whose path is empty, or one that a reference leads to. */
interface Source {
  readonly path: string;
  readonly alias: string;
  readonly columns: TableColumns;
  readonly reader: RowReader<object>;
  /** Which of the sources before has the reference, and its name there. */
  readonly from: number;
  readonly name: string;
}

const PAGE = 'p';
/** The tenant is always the first parameter. */
const FIRST_FREE = 2;

const parentOf = (path: string) => path.slice(0, Math.max(path.lastIndexOf('.'), 0));
const nameIn = (path: string) => path.slice(path.lastIndexOf('.') + 1);

/** The value that a row has of a table, the same for all rows that lead to it; null when a join found none. */
function onceFrom(reader: RowReader<object>, known: Map<string, object>, row: TextRow, tenantId: TenantId) {
  const id = reader.idOf(row);
  if (id === null) return null;
  const before = known.get(id);
  if (before) return before;
  const value = reader.read(row, tenantId);
  known.set(id, value);
  return value;
}

/** Writes the statements of a list for one selection, each once, and reads what they answer. */
export class PageStatements<T extends object> {
  readonly #list: PreparedList<T>;
  readonly #own: TableColumns;
  readonly #reader: RowReader<T>;
  readonly #followed: readonly Source[];
  readonly #written = new Map<string, string>();

  constructor(em: EntityManager, list: PreparedList<T>, selection: Selection | null) {
    this.#list = list;
    this.#own = new TableColumns(em, list.entity);
    const needed = this.#needed(this.#own, '', selection, [...list.always, ...list.orderBy]);
    this.#reader = new RowReader(this.#own, { alias: PAGE, offset: 0, needed });
    this.#followed = selection === null ? [] : this.#follow(em, selection);
  }

  #follow(em: EntityManager, selection: Selection): Source[] {
    const known: Pick<Source, 'path' | 'alias' | 'columns'>[] = [
      { path: '', alias: PAGE, columns: this.#own },
    ];
    let offset = this.#reader.selected.length;
    const wanted = Object.entries(this.#list.follow).filter(([path]) => selectionAt(selection, path));
    return wanted.map(([path, entity]) => {
      const from = known.findIndex((source) => source.path === parentOf(path));
      const parent = known[from];
      if (!parent) throw new TypeError(`"${path}" comes before what it begins with.`);
      const [name, alias, columns] = [nameIn(path), `f${known.length}`, new TableColumns(em, entity)];
      known.push({ path, alias, columns });
      const reader = new RowReader(columns, {
        alias,
        offset,
        needed: this.#needed(columns, path, selection, []),
      });
      offset += reader.selected.length;
      return { path, alias, columns, reader, from, name };
    });
  }

  /** The columns of a source that the statement needs: those that are read, and references that are followed. */
  #columnsOf(index: number, columns: TableColumns, read: readonly string[]): string {
    const followed = this.#followed.filter(({ from }) => from === index);
    return [...new Set([...read, ...followed.map(({ name }) => columns.columnOf(name))])].join(', ');
  }

  #joins(): string {
    const sources = [{ alias: PAGE, columns: this.#own }, ...this.#followed];
    const joins = this.#followed.map(({ alias, columns, reader, from, name }, index) => {
      const parent = sources[from] ?? { alias: PAGE, columns: this.#own };
      // A row of its own for each reference: whatever the planner thinks of a tenant's size, it asks the primary key.
      const where = `tenant_id = $1 and id = ${parent.alias}.${parent.columns.columnOf(name)} limit 1`;
      const selected = this.#columnsOf(index + 1, columns, reader.columns);
      return `left join lateral (select ${selected} from ${columns.table} where ${where}) ${alias} on true`;
    });
    return joins.join(' ');
  }

  #needed(
    columns: TableColumns,
    path: string,
    selection: Selection | null,
    always: readonly string[],
  ): Needed {
    const fields = selection && selectionAt(selection, path);
    if (!fields) return null;
    const needed = Object.keys(fields).map((field) => {
      const full = path === '' ? field : `${path}.${field}`;
      if (full in this.#list.follow) return [];
      return this.#list.needs[full] ?? (columns.has(field) ? [field] : null);
    });
    return needed.includes(null) ? null : new Set([...always, ...needed.flatMap((names) => names ?? [])]);
  }

  /** The statement for what is wanted, and its parameters after the tenant. */
  write(wanted: Wanted): { readonly sql: string; readonly values: readonly string[] } {
    const { where, after, before, isBackward, limit } = wanted;
    let shape = `${limit}:${isBackward}:${after !== null}:${before !== null}`;
    const bound: string[] = [];
    for (const { property, is, value } of where) {
      shape += `:${property}${value === null ? '' : is}`;
      if (value !== null) bound.push(this.#own.bind(property, value));
    }
    const sql = this.#written.get(shape) ?? this.#compose(wanted);
    this.#written.set(shape, sql);
    return { sql, values: after || before ? [...bound, ...(after ?? []), ...(before ?? [])] : bound };
  }

  #compose({ where, after, before, isBackward, limit }: Wanted): string {
    const { direction, orderBy } = this.#list;
    const columns = orderBy.map((property) => this.#own.columnOf(property));
    const [later, earlier] = direction === 'asc' ? ['>', '<'] : ['<', '>'];
    const flow = isBackward === (direction === 'asc') ? 'desc' : 'asc';
    let next = FIRST_FREE;
    const parameter = () => `$${next++}`;
    const beyond = (is: string) => `(${columns.join(', ')}) ${is} (${columns.map(parameter).join(', ')})`;
    const conditions = [
      'tenant_id = $1',
      ...where.map(({ property, is, value }) => {
        const column = this.#own.columnOf(property);
        return value === null ? `${column} is null` : `${column} ${is} ${parameter()}`;
      }),
      ...(after ? [beyond(later)] : []),
      ...(before ? [beyond(earlier)] : []),
    ];
    const order = (prefix: string) => columns.map((column) => `${prefix}${column} ${flow}`).join(', ');
    const own = this.#columnsOf(0, this.#own, [...this.#reader.columns, ...columns]);
    const page = `select ${own} from ${this.#own.table} where ${conditions.join(' and ')} order by ${order('')} limit ${limit}`;
    const selected = [this.#reader, ...this.#followed.map(({ reader }) => reader)].flatMap(
      (reader) => reader.selected,
    );
    return `select ${selected.join(', ')} from (${page}) ${PAGE} ${this.#joins()} order by ${order(`${PAGE}.`)}`;
  }

  /** The items that rows are, with what they lead to read along; each thing once. */
  read(rows: readonly TextRow[], tenantId: TenantId): T[] {
    const known = new Map(this.#followed.map((source) => [source, new Map<string, object>()]));
    return rows.map((row) => {
      const item = this.#reader.read(row, tenantId);
      const values: (object | null)[] = [item];
      for (const [source, seen] of known) {
        const parent = values[source.from] ?? null;
        const value = parent && onceFrom(source.reader, seen, row, tenantId);
        values.push(value);
        if (parent) keepAlong(parent, source.name, value);
      }
      return item;
    });
  }

  /** As the ORM's own cursors: the values of the order, as JSON. */
  cursorOf(node: T): string {
    const values = this.#list.orderBy.map((property) => node[property]);
    return Buffer.from(JSON.stringify(values)).toString('base64url');
  }

  /** @throws {RangeError} when a cursor holds something else than values of the order. */
  placeOf(values: unknown): Place {
    const { orderBy } = this.#list;
    if (!Array.isArray(values) || values.length !== orderBy.length)
      throw new RangeError('It is another order.');
    return orderBy.map((property, index) => this.#own.parse(property, values[index]));
  }
}
