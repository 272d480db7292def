import type { LiveMark } from '@freehold/kernel/caller/subgraph-call';

const WAITING_MAX = 1_000;

/**
 * Values pushed in, read as an async iterable whose reader never waits in vain: leaving ends a read that waits.
 * A reader that falls 1,000 values behind loses the stream.
 */
export class AnswerStream<T> implements AsyncIterableIterator<T, undefined> {
  /** What the subgraph said when it opened the stream, if it did. */
  opening: LiveMark | undefined;
  readonly #waiting: T[] = [];
  readonly #onLeave: () => void;
  #reader: PromiseWithResolvers<IteratorResult<T, undefined>> | null = null;
  #end: { readonly failure: Error | null } | null = null;

  /** `onLeave` is called once when the reader leaves before the end, or falls behind. */
  constructor(onLeave: () => void) {
    this.#onLeave = onLeave;
  }

  /** Hands a value to the reader, or keeps it until the reader asks. */
  push(value: T): void {
    if (this.#end) return;
    if (this.#reader) {
      this.#reader.resolve({ done: false, value });
      this.#reader = null;
      return;
    }
    this.#waiting.push(value);
    if (this.#waiting.length > WAITING_MAX) this.#giveUp();
  }

  /** Nothing more will come; what waits is still read. With a failure the last read throws it. */
  end(failure: Error | null = null): void {
    if (this.#end) return;
    this.#end = { failure };
    const reader = this.#reader;
    this.#reader = null;
    if (failure) reader?.reject(failure);
    else reader?.resolve({ done: true, value: undefined });
  }

  async next(): Promise<IteratorResult<T, undefined>> {
    if (this.#waiting.length > 0) {
      const [value] = this.#waiting.splice(0, 1);
      if (value !== undefined) return { done: false, value };
    }
    if (this.#end?.failure) throw this.#end.failure;
    if (this.#end) return { done: true, value: undefined };
    this.#reader = Promise.withResolvers();
    return this.#reader.promise;
  }

  async return(): Promise<IteratorResult<T, undefined>> {
    this.#waiting.length = 0;
    const isEnded = this.#end !== null;
    this.end();
    if (!isEnded) this.#onLeave();
    return { done: true, value: undefined };
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  #giveUp(): void {
    this.#waiting.length = 0;
    this.end(new Error('The reader of a stream fell too far behind.'));
    this.#onLeave();
  }
}
