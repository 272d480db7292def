import type { EntityManager } from '@mikro-orm/postgresql';
import type { TenantId } from '../caller/caller.ts';
import { type Selection, selectionAt } from '../values/selection.ts';
import type { PreparedList } from './prepared-list.ts';
import { keepAlong, type Needed, RowReader } from './row-reader.ts';
import { type RawRow, TableColumns } from './table-columns.ts';

/** A condition on a column of the list's own table; of a reference, on the other's id. */
export interface Where {
  readonly property: string;
  readonly is: '=' | '>=' | '<';
  readonly value: unknown;
}

/** Where a page begins or ends: the values of the order, ready to be bound. */
export type Place = readonly unknown[];

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
  readonly join: string;
}

const PAGE = 'p';
/** The tenant is always the first parameter. */
const FIRST_FREE = 2;

const parentOf = (path: string) => path.slice(0, Math.max(path.lastIndexOf('.'), 0));
const nameIn = (path: string) => path.slice(path.lastIndexOf('.') + 1);

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
    const always = [...list.always, ...list.orderBy];
    this.#reader = new RowReader(this.#own, PAGE, this.#needed(this.#own, '', selection, always));
    this.#followed = selection === null ? [] : this.#follow(em, selection);
  }

  #follow(em: EntityManager, selection: Selection): Source[] {
    const known = new Map<string, Pick<Source, 'alias' | 'columns'>>([
      ['', { alias: PAGE, columns: this.#own }],
    ]);
    const wanted = Object.entries(this.#list.follow).filter(([path]) => selectionAt(selection, path));
    return wanted.map(([path, entity], index) => {
      const from = known.get(parentOf(path));
      if (!from) throw new TypeError(`"${path}" comes before what it begins with.`);
      const [alias, columns] = [`f${index}_`, new TableColumns(em, entity)];
      known.set(path, { alias, columns });
      const to = from.columns.columnOf(nameIn(path));
      const on = `(${alias}.tenant_id, ${alias}.id) = (${from.alias}.tenant_id, ${from.alias}.${to})`;
      const reader = new RowReader(columns, alias, this.#needed(columns, path, selection, []));
      return { path, alias, columns, reader, join: `left join ${columns.table} ${alias} on ${on}` };
    });
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
  write(wanted: Wanted): { readonly sql: string; readonly values: readonly unknown[] } {
    const { where, after, before, isBackward, limit } = wanted;
    const bound = where.map(({ property, value }) => this.#own.bind(property, value));
    const shape = where.map(({ property, is }) => `${property}${is}`).join();
    const key = `${shape}:${after !== null}:${before !== null}:${isBackward}:${limit}`;
    const sql = this.#written.get(key) ?? this.#compose(wanted);
    this.#written.set(key, sql);
    return { sql, values: [...bound, ...(after ?? []), ...(before ?? [])] };
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
      ...where.map(({ property, is }) => `${this.#own.columnOf(property)} ${is} ${parameter()}`),
      ...(after ? [beyond(later)] : []),
      ...(before ? [beyond(earlier)] : []),
    ];
    const order = (prefix: string) => columns.map((column) => `${prefix}${column} ${flow}`).join(', ');
    const page = `select * from ${this.#own.table} where ${conditions.join(' and ')} order by ${order('')} limit ${limit}`;
    const selection = [this.#reader, ...this.#followed.map(({ reader }) => reader)].map(
      (reader) => reader.selection,
    );
    const joins = this.#followed.map(({ join }) => join).join(' ');
    return `select ${selection.join(', ')} from (${page}) ${PAGE} ${joins} order by ${order(`${PAGE}.`)}`;
  }

  /** The items that rows are, with what they lead to read along; each thing once. */
  read(rows: readonly RawRow[], tenantId: TenantId): T[] {
    const known = new Map<string, object>();
    return rows.map((row) => {
      const item = this.#reader.read(row, tenantId);
      const values = new Map<string, object>([['', item]]);
      for (const { path, reader } of this.#followed) {
        const id = reader.idOf(row);
        const parent = values.get(parentOf(path));
        if (id === null || !parent) continue;
        const key = `${path}:${id}`;
        const value = known.get(key) ?? reader.read(row, tenantId);
        known.set(key, value);
        values.set(path, value);
        keepAlong(parent, nameIn(path), value);
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
