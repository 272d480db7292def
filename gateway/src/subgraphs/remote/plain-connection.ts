import { connect, type Socket } from 'node:net';
import { type HttpReply, ResponseReader } from './response-reader.ts';

/** What any connection has received, until it is read, which is at once: none needs memory of its own for it. */
const RECEIVED = Buffer.allocUnsafeSlow(65_536);

/** Who waits for an answer. */
export interface Waiter {
  resolve(reply: HttpReply): void;
  reject(error: Error): void;
}

/** What a connection is opened with. */
export interface ConnectionOptions {
  readonly host: string;
  readonly port: number;
  readonly bytesMax: number;
  /** It may be used again. */
  onFree(connection: PlainConnection): void;
  /** It will not be used again. */
  onGone(connection: PlainConnection): void;
}

/** One connection of HTTP/1.1 to a server of ours; it carries one exchange at a time. */
export class PlainConnection {
  readonly #socket: Socket;
  readonly #reader: ResponseReader;
  readonly #options: ConnectionOptions;
  #waiter: Waiter | null = null;
  #usableUntilMs = Number.POSITIVE_INFINITY;

  constructor(options: ConnectionOptions) {
    this.#options = options;
    this.#reader = new ResponseReader(options.bytesMax);
    const onread = { buffer: RECEIVED, callback: (length: number) => this.#take(length) };
    this.#socket = connect({ host: options.host, port: options.port, noDelay: true, onread });
    this.#socket.on('error', (error) => this.#giveUp(error));
    this.#socket.on('close', () => this.#giveUp(new Error('The connection was closed.')));
    this.#socket.on('end', () => this.#giveUp(new Error('The connection was ended.')));
  }

  /** False when the server is about to close it. */
  get isUsable(): boolean {
    return !this.#socket.destroyed && performance.now() < this.#usableUntilMs;
  }

  /** Sends a whole request. */
  send(request: string, waiter: Waiter): void {
    this.#waiter = waiter;
    this.#socket.write(request);
  }

  /** Ends it; who waits is told. */
  close(error: Error): void {
    this.#giveUp(error);
  }

  /** True for more. */
  #take(length: number): boolean {
    const piece = RECEIVED.subarray(0, length);
    try {
      const reply = this.#waiter ? this.#reader.read(piece) : this.#giveUp(new Error('Nobody has asked.'));
      if (reply) this.#finish(reply);
    } catch (error) {
      this.#giveUp(error instanceof Error ? error : new Error(String(error)));
    }
    return true;
  }

  #finish(reply: HttpReply): void {
    const waiter = this.#waiter;
    this.#waiter = null;
    this.#usableUntilMs = performance.now() + reply.idleMsMax;
    if (reply.idleMsMax > 0) this.#options.onFree(this);
    else this.#giveUp(new Error('The server closes the connection.'));
    waiter?.resolve(reply);
  }

  #giveUp(error: Error): null {
    const waiter = this.#waiter;
    this.#waiter = null;
    this.#socket.destroy();
    this.#options.onGone(this);
    waiter?.reject(error);
    return null;
  }
}
