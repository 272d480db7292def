import { Socket } from 'node:net';
import pg from 'pg';

const BEGIN = /^(?:begin|start transaction)\b/;
const SAYS_WHO_ASKS = /^select set_config\(/;
const READ_ONLY = /\bread only\b/;
/** Statements that are prepared, in all; a page size or a filter that is rare stays as it is. */
const PREPARED_MAX = 500;

const names = new Map<string, string>();

function nameOf(text: string): string | undefined {
  const known = names.get(text);
  if (known !== undefined || names.size >= PREPARED_MAX) return known;
  const name = `freehold_${names.size}`;
  names.set(text, name);
  return name;
}

interface Transaction {
  readonly isReadOnly: boolean;
  /** What opens it, as long as nothing was asked in it. */
  opening: string | null;
}

const NOTHING = { command: '', rowCount: null, rows: [] };

/**
 * The connection under the ORM. It asks as the ORM asks, in fewer round trips:
 *
 * - What opens a transaction and says who asks travels with the first question, as one message. A transaction
 *   in which nothing is asked never begins.
 * - The rollback that ends a read-only transaction is sent and not waited for; whoever has the connection next
 *   comes after it.
 * - A statement with parameters is prepared, once for each connection.
 * - What is sent within one turn of the event loop is one write.
 *
 * Nothing is answered outside its transaction: when an opening fails, so does what travelled with it.
 */
export class HouseClient extends pg.Client {
  readonly #socket: Socket;
  #transaction: Transaction | null = null;

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

  async #ask(text: string, values: readonly unknown[]): Promise<unknown> {
    if (BEGIN.test(text)) {
      this.#transaction = { isReadOnly: READ_ONLY.test(text), opening: text };
      return NOTHING;
    }
    const transaction = this.#transaction;
    if (!transaction) return this.#send(text, values);
    if (text === 'rollback' || text === 'commit') return this.#end(transaction, text);
    if (transaction.opening === null) return this.#send(text, values);
    if (SAYS_WHO_ASKS.test(text) && values.length === 0) {
      transaction.opening += `; ${text}`;
      return NOTHING;
    }
    return this.#askFirst(transaction, text, values);
  }

  /** The opening and the first question. Only reading may follow an opening of which nobody knows yet that it worked. */
  async #askFirst(transaction: Transaction, text: string, values: readonly unknown[]): Promise<unknown> {
    const opening = this.#send(transaction.opening ?? '', []);
    transaction.opening = null;
    if (!transaction.isReadOnly) await opening;
    const [, answer] = await Promise.all([opening, this.#send(text, values)]);
    return answer;
  }

  async #end({ opening, isReadOnly }: Transaction, text: string): Promise<unknown> {
    this.#transaction = null;
    if (opening !== null) return NOTHING;
    const ended = this.#send(text, []);
    if (!isReadOnly) return ended;
    // A connection that cannot even roll back is of no use to anybody.
    ended.catch(() => this.end().catch(() => undefined));
    return NOTHING;
  }

  #send(text: string, values: readonly unknown[]): Promise<unknown> {
    this.#gather();
    const name = values.length > 0 ? nameOf(text) : undefined;
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
