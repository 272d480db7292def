import { isSqlState, recorded } from '../../tracing/recorded.ts';
import type { Span } from '../../tracing/tracer.ts';
import { databaseFailure } from './database-failure.ts';
import { summaryOf } from './statement-summary.ts';

const SYSTEM = { 'db.system.name': 'postgresql' };

/**
 * What is asked of PostgreSQL as parts of a span: one for each statement that somebody waits for, with what it does and
 * to which tables, and never its text, which holds values.
 */
export class StatementSpans {
  readonly #within: Span;

  constructor(within: Span) {
    this.#within = within;
  }

  /** Waits for a connection. */
  connected<T>(connect: () => Promise<T>): Promise<T> {
    return recorded(this.#within.child('connection', 'internal', SYSTEM), connect, databaseFailure);
  }

  /** Asks a statement. */
  asked<T>(text: string, ask: () => Promise<T>): Promise<T> {
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
