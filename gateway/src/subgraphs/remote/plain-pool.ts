import type { JsonPost, JsonReply } from './json-post.ts';
import { PlainConnection, type Waiter } from './plain-connection.ts';

/** Where a pool's connections go. */
export interface PlainPoolOptions {
  /** Of the scheme `http:`. */
  readonly origin: URL;
  readonly connectionsMax: number;
  readonly bytesMax: number;
}

/** A request that is sent, or waits for a connection. */
class Exchange implements Waiter {
  readonly reply: Promise<JsonReply>;
  readonly request: string;
  connection: PlainConnection | null = null;
  isOver = false;
  readonly #settle = Promise.withResolvers<JsonReply>();
  readonly #timer: NodeJS.Timeout;

  constructor(request: string, deadlineMs: number) {
    this.request = request;
    this.reply = this.#settle.promise;
    this.#timer = setTimeout(() => this.#giveUp(new Error(`No answer in ${deadlineMs} ms.`)), deadlineMs);
  }

  resolve(reply: JsonReply): void {
    clearTimeout(this.#timer);
    this.isOver = true;
    this.#settle.resolve(reply);
  }

  reject(error: Error): void {
    clearTimeout(this.#timer);
    this.isOver = true;
    this.#settle.reject(error);
  }

  #giveUp(error: Error): void {
    this.reject(error);
    this.connection?.close(error);
  }
}

/**
 * Kept connections to a subgraph that speaks plain HTTP. It does what the pool of undici does for a request that is
 * written at once and an answer that is read at once, in a third of the time.
 */
export class PlainPool {
  readonly #options: PlainPoolOptions;
  readonly #open = new Set<PlainConnection>();
  readonly #free: PlainConnection[] = [];
  readonly #waiting: Exchange[] = [];

  constructor(options: PlainPoolOptions) {
    this.#options = options;
  }

  /** Asks in JSON. @throws {Error} when nothing has come by the deadline, or the connection fails. */
  post({ path, headers, body, deadlineMs }: JsonPost): Promise<JsonReply> {
    let head = `POST ${path} HTTP/1.1\r\nhost: ${this.#options.origin.host}\r\n`;
    for (const name in headers) head += `${name}: ${headers[name]}\r\n`;
    const request = `${head}content-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;
    const exchange = new Exchange(request, deadlineMs);
    this.#begin(exchange);
    return exchange.reply;
  }

  /** Ends every connection. */
  async close(): Promise<void> {
    const error = new Error('The connections of this gateway are closed.');
    for (const exchange of this.#waiting.splice(0)) exchange.reject(error);
    for (const connection of [...this.#open]) connection.close(error);
  }

  #begin(exchange: Exchange): void {
    const connection = this.#freeConnection() ?? this.#newConnection();
    if (!connection) return void this.#waiting.push(exchange);
    exchange.connection = connection;
    connection.send(exchange.request, exchange);
  }

  #freeConnection(): PlainConnection | null {
    for (let found = this.#free.pop(); found; found = this.#free.pop()) {
      if (found.isUsable) return found;
      found.close(new Error('The connection has waited too long.'));
    }
    return null;
  }

  #newConnection(): PlainConnection | null {
    const { origin, connectionsMax, bytesMax } = this.#options;
    if (this.#open.size >= connectionsMax) return null;
    const connection = new PlainConnection({
      host: origin.hostname.replace(/^\[|\]$/g, ''),
      port: Number(origin.port || 80),
      bytesMax,
      onFree: (freed) => {
        this.#free.push(freed);
        this.#next();
      },
      onGone: (gone) => {
        if (!this.#open.delete(gone)) return;
        const at = this.#free.indexOf(gone);
        if (at >= 0) this.#free.splice(at, 1);
        this.#next();
      },
    });
    this.#open.add(connection);
    return connection;
  }

  /** Sends what has waited longest, unless it was given up. */
  #next(): void {
    let exchange = this.#waiting.shift();
    while (exchange?.isOver) exchange = this.#waiting.shift();
    if (exchange) this.#begin(exchange);
  }
}
