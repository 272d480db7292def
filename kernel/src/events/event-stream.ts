const WAITING_MAX = 1000;

/**
 * Values pushed in, read as an async iterable. A reader that falls 1,000 values behind is cut off:
 * its stream ends, and it can ask again.
 */
export class EventStream<T> implements AsyncIterableIterator<T> {
  readonly #waiting: T[] = [];
  readonly #onEnd: () => void;
  #reader: ((result: IteratorResult<T>) => void) | null = null;
  #isEnded = false;

  constructor(onEnd: () => void) {
    this.#onEnd = onEnd;
  }

  /** Hands a value to the reader, or keeps it until the reader asks. */
  push(value: T): void {
    if (this.#isEnded) return;
    if (this.#reader) {
      this.#settle({ done: false, value });
      return;
    }
    this.#waiting.push(value);
    if (this.#waiting.length > WAITING_MAX) this.end();
  }

  /** Ends the stream; values that wait are dropped. */
  end(): void {
    if (this.#isEnded) return;
    this.#isEnded = true;
    this.#waiting.length = 0;
    this.#settle({ done: true, value: undefined });
    this.#onEnd();
  }

  next(): Promise<IteratorResult<T>> {
    const [value] = this.#waiting;
    if (value !== undefined) {
      this.#waiting.shift();
      return Promise.resolve({ done: false, value });
    }
    if (this.#isEnded) return Promise.resolve({ done: true, value: undefined });
    return new Promise((resolve) => {
      this.#reader = resolve;
    });
  }

  return(): Promise<IteratorResult<T>> {
    this.end();
    return Promise.resolve({ done: true, value: undefined });
  }

  [Symbol.asyncIterator](): AsyncIterableIterator<T> {
    return this;
  }

  #settle(result: IteratorResult<T>): void {
    const reader = this.#reader;
    this.#reader = null;
    reader?.(result);
  }
}
