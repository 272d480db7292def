import { isSqlState, recorded } from '../../tracing/recorded.ts';
import type { Span } from '../../tracing/tracer.ts';
import { databaseFailure } from './database-failure.ts';
import { summaryOf } from './statement-summary.ts';

/** An import asks thousands of statements, and would take the places of all other spans. */
const STATEMENTS_MAX = 200;

const SYSTEM = { 'db.system.name': 'postgresql' };

/**
 * What is asked of PostgreSQL as parts of a span: one for each of the first 200 statements that somebody waits for, with
 * what it does and to which tables, and never its text, which holds values. The others are counted.
 */
export class StatementSpans {
  readonly #within: Span;
  #asked = 0;

  constructor(within: Span) {
    this.#within = within;
  }

  /** Waits for a connection. */
  connected<T>(connect: () => Promise<T>): Promise<T> {
    return recorded(this.#within.child('connection', 'internal', SYSTEM), connect, databaseFailure);
  }

  /** Asks a statement. */
  asked<T>(text: string, ask: () => Promise<T>): Promise<T> {
    this.#asked += 1;
    if (this.#asked > STATEMENTS_MAX) {
      this.#within.note({ 'freehold.statements_left_out': this.#asked - STATEMENTS_MAX });
      return ask();
    }
    const { operation, summary } = summaryOf(text);
    const names = { 'db.operation.name': operation, 'db.query.summary': summary };
    const span = this.#within.child(summary, 'client', { ...SYSTEM, ...names });
    return recorded(span, ask, (error) => {
      const code = databaseFailure(error);
      if (isSqlState(code)) span.note({ 'db.response.status_code': code });
      return code;
    });
  }
}
