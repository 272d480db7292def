import type pg from 'pg';

/** A row as PostgreSQL sends it: texts, in the order of the columns that were selected. */
export type TextRow = readonly (string | null)[];

/** A statement and its parameters, as texts. */
export interface Statement {
  readonly text: string;
  readonly values: readonly (string | null)[];
}

/** Called once, when PostgreSQL is ready for the next question. */
type Settle = (error: Error | null, rows: readonly TextRow[]) => void;

/** Statements that have names, in all; a page size or a filter that is rare is parsed each time. */
const NAMES_MAX = 500;
const names = new Map<string, string>();

/** Which statements one connection has prepared. */
export class Statements {
  readonly #prepared = new Set<string>();
  readonly #underWay = new Set<string>();

  /** The name under which a text is prepared by whoever asks it; undefined for one that is rare. */
  nameOf(text: string): string | undefined {
    const known = names.get(text);
    if (known !== undefined || names.size >= NAMES_MAX) return known;
    const name = `freehold_${names.size}`;
    names.set(text, name);
    return name;
  }

  /**
   * Makes sure that a text is prepared, and answers under which name; the empty one is good for this time only.
   * Names of questions begin with `q_`, since pg keeps its own books of what it has prepared.
   */
  prepare(text: string, connection: pg.Connection): string {
    const known = this.nameOf(text);
    const name = known === undefined || this.#underWay.has(text) ? '' : `q_${known}`;
    if (this.#prepared.has(text)) return name;
    if (name !== '') {
      // What failed may have been prepared before it failed.
      connection.close({ type: 'S', name }, true);
      this.#underWay.add(text);
    }
    connection.parse({ name, text, types: [] }, true);
    return name;
  }

  /** Tells that a question with these statements was answered, or was refused. */
  settle(statements: readonly Statement[], isAnswered: boolean): void {
    for (const { text } of statements) {
      const wasUnderWay = this.#underWay.delete(text);
      // After a refusal nobody knows what is prepared; a proxy may have forgotten it, too.
      if (!isAnswered) this.#prepared.delete(text);
      else if (wasUnderWay) this.#prepared.add(text);
    }
  }
}

/**
 * Statements that go to PostgreSQL as one message and are answered as one: the rows of the last. When one fails,
 * those behind it are not executed. A single text without parameters is asked as it is.
 *
 * It asks for no description of the columns, because whoever wrote the statement knows them.
 */
export class Question implements pg.Submittable {
  readonly #statements: Statements;
  readonly #asked: readonly Statement[] | string;
  readonly #settle: Settle;
  #rows: TextRow[] = [];
  #left: number;

  constructor(statements: Statements, asked: readonly Statement[] | string, settle: Settle) {
    this.#statements = statements;
    this.#asked = asked;
    this.#settle = settle;
    this.#left = typeof asked === 'string' ? 1 : asked.length;
  }

  /** Called by pg when it is this question's turn to be sent. */
  submit(connection: pg.Connection): void {
    if (typeof this.#asked === 'string') {
      connection.query(this.#asked);
      return;
    }
    for (const { text, values } of this.#asked) {
      const statement = this.#statements.prepare(text, connection);
      connection.bind({ statement, values: [...values] }, true);
      connection.execute(null, true);
    }
    connection.sync();
  }

  /** Called by pg for a row. */
  handleDataRow({ fields }: { fields: TextRow }): void {
    if (this.#left === 1) this.#rows.push(fields);
  }

  /** Called by pg when one of the statements is done. */
  handleCommandComplete(): void {
    this.#left -= 1;
  }

  /** Called by pg when one of the statements failed; nothing else is called afterwards. */
  handleError(error: Error): void {
    this.#books(false);
    this.#settle(error, []);
  }

  /** Called by pg when all is answered. */
  handleReadyForQuery(): void {
    this.#books(true);
    this.#settle(null, this.#rows);
  }

  /** Called by pg for what nobody asked for. */
  handleRowDescription(): void {}

  #books(isAnswered: boolean): void {
    if (typeof this.#asked !== 'string') this.#statements.settle(this.#asked, isAnswered);
  }
}
