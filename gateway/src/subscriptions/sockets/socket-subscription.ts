import type { ExecutionResult } from 'graphql';
import type { Payload } from '../delivery/payload.ts';
import type { Listener } from '../sharing/subscriber.ts';
import type { SocketWriter } from './socket-writer.ts';

type Next = IteratorResult<ExecutionResult, undefined>;
const DONE: Next = { done: true, value: undefined };

/**
 * A subscription over a socket. Events are written as frames beside the library, which is handed only the end: it
 * carries the last word, and says to the client that the operation is complete.
 */
export class SocketSubscription implements Listener, AsyncIterableIterator<ExecutionResult, undefined> {
  readonly #id: string;
  readonly #idLength: number;
  readonly #writer: SocketWriter;
  readonly #ended = Promise.withResolvers<void>();
  #lastWord: ExecutionResult | null = null;
  /** How to leave; called when the client does. */
  onLeave: () => void = () => undefined;
  /** Called when it is over, whoever ended it. */
  onEnd: () => void = () => undefined;

  /** `id` is the operation's. */
  constructor(id: string, writer: SocketWriter) {
    this.#id = JSON.stringify(id);
    this.#idLength = Buffer.byteLength(this.#id);
    this.#writer = writer;
  }

  hold(): void {
    this.#writer.hold();
  }

  release(): void {
    this.#writer.release();
  }

  /** Writes an event. */
  tell(payload: Payload): void {
    payload.sendFrame(this.#id, this.#idLength, this.#writer);
  }

  end(lastWord: ExecutionResult | null): void {
    this.#lastWord = lastWord;
    this.onEnd();
    this.#ended.resolve();
  }

  giveUp(): void {
    this.#writer.giveUp();
  }

  async next(): Promise<Next> {
    await this.#ended.promise;
    const value = this.#lastWord;
    this.#lastWord = null;
    return value ? { done: false, value } : DONE;
  }

  /**
   * The client has left. What waits for the next event waits on, and is forgotten with this: told of the end, the library
   * would say `complete` to what the client may have asked by the same id since, and lose it.
   */
  async return(): Promise<Next> {
    this.onLeave();
    this.onEnd();
    return DONE;
  }

  [Symbol.asyncIterator](): this {
    return this;
  }
}
