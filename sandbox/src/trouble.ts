/**
 * What goes wrong with a message: it cannot be taken now, it is refused for good, the connection ends before an answer
 * without the message being kept, or after it was kept, so that the sender cannot know.
 */
export type Mishap = 'BUSY' | 'REFUSED' | 'HANG_UP' | 'HANG_UP_KEPT';

/** Trouble that is ordered ahead, for tests. Without an order all is well. */
export class Trouble {
  readonly #ahead: Mishap[] = [];
  /** How long each answer takes, in milliseconds. */
  delayMs = 0;

  /** The next messages of any channel meet this, one after the other. */
  order(mishap: Mishap, times = 1): void {
    this.#ahead.push(...Array.from({ length: times }, () => mishap));
  }

  /** What the message at hand meets; null when nothing goes wrong. */
  next(): Mishap | null {
    return this.#ahead.shift() ?? null;
  }

  /** Nothing goes wrong any more. */
  clear(): void {
    this.#ahead.length = 0;
    this.delayMs = 0;
  }
}
