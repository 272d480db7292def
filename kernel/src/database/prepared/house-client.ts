import { Socket } from 'node:net';
import pg from 'pg';
import { StatementSpans } from '../traced/statement-spans.ts';
import { Question, type Statement, Statements, type TextRow } from './question.ts';

const BEGIN = /^(?:begin|start transaction)\b/;
const SAYS_WHO_ASKS = /^select set_config\(/;
const READ_ONLY = /\bread only\b/;
/** What answers nothing that anybody would read: when it fails, so does everything behind it. */
const MARKS = /^(?:savepoint|release savepoint) /;
/** What reads only; what it locks outside a transaction is free again at once. */
const READS = /^\s*select\b/;

/** Said to the connection itself by who has a transaction on it: where to record from now on what is asked. */
export const RECORDS = 'freehold: record';

const READ = 'start transaction isolation level repeatable read read only';
const WHO = `select set_config('app.tenant_id', $1, true)`;

/** What opens a transaction, as long as nothing was asked in it. */
interface Opening {
  /** As one text. */
  readonly text: string;
  /** As statements of their own, which can be prepared; of those that an ORM wrote there are none. */
  readonly statements: readonly Statement[] | null;
}

interface Transaction {
  readonly isReadOnly: boolean;
  opening: Opening | null;
  /** While a write waits until it is open: so does what comes after that. */
  opened: Promise<unknown> | null;
}

const NOTHING = { command: '', rowCount: null, rows: [] };

function readingOf(tenant: string | null): Opening {
  if (tenant === null) return { text: READ, statements: [{ text: READ, values: [] }] };
  const who = `select set_config('app.tenant_id', ${pg.escapeLiteral(tenant)}, true)`;
  return {
    text: `${READ}; ${who}`,
    statements: [
      { text: READ, values: [] },
      { text: WHO, values: [tenant] },
    ],
  };
}

/**
 * The connection under the ORM. It asks as the ORM asks, in fewer round trips:
 *
 * - What opens a transaction and says who asks travels with the first question, if that only reads. A transaction in
 *   which nothing is asked never begins.
 * - A rollback is sent and not waited for; whoever has the connection next comes after it. So are a savepoint and its
 *   release: what comes after one that failed fails, too.
 * - A statement with parameters is prepared, once for each connection.
 * - What is sent within one turn of the event loop is one write.
 *
 * Nothing is answered outside its transaction: when an opening fails, so does what travelled with it.
 */
export class HouseClient extends pg.Client {
  readonly #socket: Socket;
  readonly #statements = new Statements();
  #transaction: Transaction | null = null;
  /** Where what is asked is recorded while a traced operation has the connection; null otherwise. */
  spans: StatementSpans | null = null;

  constructor(config: pg.ClientConfig) {
    const socket = new Socket();
    // The pool hides the password from those who copy.
    const { password = '' } = config;
    super({ ...config, password, stream: () => socket });
    this.#socket = socket;
  }

  /** As pg's own; only texts with parameters in a list are treated as said above. */
  override query(...args: unknown[]): never {
    const [text, values, callback] = args;
    const isPlain = typeof text === 'string' && (values === undefined || Array.isArray(values)) && !callback;
    // The overloads of pg are more than one signature can say.
    return (isPlain ? this.#ask(text, values ?? []) : this.#pass(args)) as never;
  }

  /**
   * Opens a read-only transaction that sees one moment, for the rows of one tenant (a uuid) or of none.
   * It ends by {@link endReading}.
   */
  beginReading(tenant: string | null): void {
    this.#transaction = { isReadOnly: true, opening: readingOf(tenant), opened: null };
  }

  /**
   * Asks inside the transaction, by statements that are prepared. Values are texts, as PostgreSQL writes them.
   * @throws {Error} outside a transaction, where nobody has said who asks.
   */
  async askPrepared(text: string, values: readonly (string | null)[]): Promise<readonly TextRow[]> {
    const transaction = this.#transaction;
    if (!transaction) throw new Error('A prepared statement is asked inside a transaction.');
    const { opening } = transaction;
    transaction.opening = null;
    if (opening && !opening.statements) await this.#send(opening.text, []);
    return this.#askTogether([...(opening?.statements ?? []), { text, values }]);
  }

  /**
   * Asks one question for the rows of one tenant (a uuid) or of none: the question and who asks it are a transaction
   * of their own, which needs no beginning and no end.
   * @throws {Error} inside a transaction.
   */
  askOnce(tenant: string | null, question: Statement): Promise<readonly TextRow[]> {
    if (this.#transaction) throw new Error('A transaction is open.');
    return this.#askTogether([...(tenant === null ? [] : [{ text: WHO, values: [tenant] }]), question]);
  }

  /** Ends the transaction that {@link beginReading} opened. */
  endReading(): void {
    const transaction = this.#transaction;
    if (transaction) this.#end(transaction, 'rollback').catch(() => undefined);
  }

  #askTogether(statements: readonly Statement[]): Promise<readonly TextRow[]> {
    const { spans } = this;
    if (spans) return spans.asked(statements.at(-1)?.text ?? '', () => this.#askNow(statements));
    return this.#askNow(statements);
  }

  #askNow(statements: readonly Statement[]): Promise<readonly TextRow[]> {
    this.#gather();
    return new Promise((resolve, reject) => {
      super.query(
        new Question(this.#statements, statements, (error, rows) => (error ? reject(error) : resolve(rows))),
      );
    });
  }

  async #ask(text: string, values: readonly unknown[]): Promise<unknown> {
    if (BEGIN.test(text)) {
      const opening = { text, statements: null };
      this.#transaction = { isReadOnly: READ_ONLY.test(text), opening, opened: null };
      return NOTHING;
    }
    const transaction = this.#transaction;
    if (!transaction) return this.#send(text, values);
    if (transaction.opened !== null) await transaction.opened;
    if (text === 'rollback' || text === 'commit') return this.#end(transaction, text);
    const { opening } = transaction;
    if (opening === null) return MARKS.test(text) ? this.#tell(text) : this.#send(text, values);
    return this.#askFirst({ transaction, opening }, text, values);
  }

  /** What comes before anything was asked is kept for the first question. */
  #askFirst(
    { transaction, opening }: { readonly transaction: Transaction; readonly opening: Opening },
    text: string,
    values: readonly unknown[],
  ): unknown {
    if (text === RECORDS) return this.#record(values);
    if (SAYS_WHO_ASKS.test(text) && values.length === 0) {
      transaction.opening = { text: `${opening.text}; ${text}`, statements: null };
      return NOTHING;
    }
    return this.#askOpening(transaction, text, values);
  }

  /** The opening and the first question. Only reading may follow an opening of which nobody knows yet that it worked. */
  async #askOpening(transaction: Transaction, text: string, values: readonly unknown[]): Promise<unknown> {
    const opening = this.#send(transaction.opening?.text ?? '', []);
    transaction.opening = null;
    if (!(transaction.isReadOnly || READS.test(text))) {
      transaction.opened = opening.finally(() => {
        transaction.opened = null;
      });
      await transaction.opened;
    }
    const [, answer] = await Promise.all([opening, this.#send(text, values)]);
    return answer;
  }

  #record([spans]: readonly unknown[]): unknown {
    if (spans instanceof StatementSpans) this.spans = spans;
    return NOTHING;
  }

  #end(transaction: Transaction, text: string): Promise<unknown> {
    const ended = this.#finish(transaction, text);
    // The end belongs to who had the connection; what comes now is asked by others.
    this.spans = null;
    return ended;
  }

  async #finish({ opening, isReadOnly }: Transaction, text: string): Promise<unknown> {
    this.#transaction = null;
    if (opening !== null) return NOTHING;
    if (text === 'commit' && !isReadOnly) return this.#commit();
    // A connection that cannot even roll back is of no use to anybody.
    return this.#tell(text, () => this.end().catch(() => undefined));
  }

  /** PostgreSQL answers the end of a transaction in which something failed without an error. */
  async #commit(): Promise<unknown> {
    const answer = await this.#send('commit', []);
    if (answer.command === 'ROLLBACK')
      throw new Error('Something failed in the transaction: nothing is kept.');
    return answer;
  }

  /** Sends what nobody waits for. */
  #tell(text: string, onFailure: () => unknown = () => undefined): unknown {
    this.#gather();
    super.query(new Question(this.#statements, text, (error) => error && onFailure()));
    return NOTHING;
  }

  #send(text: string, values: readonly unknown[]): Promise<pg.QueryResult> {
    const { spans } = this;
    return spans ? spans.asked(text, () => this.#sendNow(text, values)) : this.#sendNow(text, values);
  }

  #sendNow(text: string, values: readonly unknown[]): Promise<pg.QueryResult> {
    this.#gather();
    const name = values.length > 0 ? this.#statements.nameOf(text) : undefined;
    return super.query({ text, values: [...values], ...(name === undefined ? {} : { name }) });
  }

  /** What is sent within one turn goes out together, also what two who have the connection in turn send. */
  #gather(): void {
    if (this.#socket.writableCorked > 0) return;
    this.#socket.cork();
    setImmediate(() => this.#socket.uncork());
  }

  #pass(args: readonly unknown[]): unknown {
    return Reflect.apply(super.query, this, args);
  }
}
