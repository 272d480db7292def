import type { EntityClass } from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { TenantId } from '../../caller/caller.ts';
import { uuidOf } from '../../values/id.ts';
import type { Reading } from './reading.ts';
import { RowReader } from './row-reader.ts';
import { TableColumns } from './table-columns.ts';

/** A condition on a column of a table; of a reference, on the other's id. `in` is given a list. */
export interface Match<T extends object> {
  readonly property: keyof T & string;
  readonly is: '=' | 'in' | '<=';
}

/** The rows whose columns match values, given in the order of the conditions; of the tenant who asks. */
export type PreparedRows<T extends object> = (
  reading: Reading,
  tenantId: TenantId | null,
  values: readonly unknown[],
) => Promise<T[]>;

const OPERATORS = {
  '=': (parameter: string) => `= ${parameter}`,
  '<=': (parameter: string) => `<= ${parameter}`,
  in: (parameter: string) => `= any (${parameter})`,
};

/** The statement of rows, and what reads them. */
class RowsStatement<T extends object> {
  readonly sql: string;
  readonly reader: RowReader<T>;
  readonly #columns: TableColumns;
  readonly #match: readonly Match<T>[];
  readonly #isOfTenant: boolean;

  constructor(em: EntityManager, entity: EntityClass<T>, match: readonly Match<T>[]) {
    this.#columns = new TableColumns(em, entity);
    this.#match = match;
    this.#isOfTenant = 'tenantId' in em.getMetadata().get(entity).properties;
    this.reader = new RowReader(this.#columns, { alias: 'r', offset: 0, needed: null });
    this.sql = this.#compose();
  }

  #compose(): string {
    const first = this.#isOfTenant ? 2 : 1;
    const conditions = this.#match.map(
      ({ property, is }, index) =>
        `${this.#columns.columnOf(property)} ${OPERATORS[is](`$${first + index}`)}`,
    );
    const where = [...(this.#isOfTenant ? ['tenant_id = $1'] : []), ...conditions].join(' and ');
    return `select ${this.reader.selected.join(', ')} from ${this.#columns.table} r where ${where}`;
  }

  /** What is bound, the tenant before all. */
  bind(tenantId: TenantId | null, values: readonly unknown[]): (string | null)[] {
    const bound = this.#match.map(({ property, is }, index) => {
      const value = values[index];
      if (is !== 'in' || !Array.isArray(value)) return this.#columns.bind(property, value);
      return `{${value.map((each) => JSON.stringify(this.#columns.bind(property, each))).join(',')}}`;
    });
    return this.#isOfTenant ? [tenantId && uuidOf(tenantId), ...bound] : bound;
  }
}

/**
 * Makes the reader of rows that are looked for in one way, again and again: one prepared statement, which names the
 * tenant beside row level security. Equal to a find, but for what it answers: values that the ORM does not manage,
 * without an order.
 */
export function prepareRows<T extends object>(
  entity: EntityClass<T>,
  match: readonly Match<T>[],
): PreparedRows<T> {
  const statements = new WeakMap<object, RowsStatement<T>>();
  return async (reading, tenantId, values) => {
    const statement = statements.get(reading.orm) ?? new RowsStatement(reading.orm.em, entity, match);
    statements.set(reading.orm, statement);
    const rows = await reading.ask(statement.sql, statement.bind(tenantId, values));
    return rows.map((row) => statement.reader.read(row, tenantId));
  };
}
