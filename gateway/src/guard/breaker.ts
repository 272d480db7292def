const FAILURES_MAX = 5;
const FAILURES_WITHIN_MS = 10_000;
const REST_MS = 2_000;

/**
 * Whether a subgraph is to be asked. After 5 failures within 10 seconds, or one call that it has let wait while it
 * answered none, it is left alone for 2; then one call may try, and its success opens the way for all.
 */
export class Breaker {
  readonly #now: () => number;
  #failedAt: number[] = [];
  #restsUntil: number | null = null;
  #answered = 0;

  /** `now` tells milliseconds that never go back. */
  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
  }

  /** Whether a call may be made now; whoever is let through tells how it went. */
  admits(): boolean {
    if (this.#restsUntil === null) return true;
    if (this.#now() < this.#restsUntil) return false;
    // One tries; the others go on waiting, and another tries if that one never tells.
    this.#restsUntil = this.#now() + REST_MS;
    return true;
  }

  /** Whether it is left alone at this moment. */
  get isResting(): boolean {
    return this.#restsUntil !== null && this.#now() < this.#restsUntil;
  }

  /** How many calls it has answered. */
  get answered(): number {
    return this.#answered;
  }

  succeeded(): void {
    this.#answered += 1;
    if (this.#restsUntil !== null) this.#failedAt = [];
    this.#restsUntil = null;
  }

  /**
   * A call was given up that began when so many had been answered. A subgraph that is silent altogether would cost an
   * operation as long again at each of its steps.
   */
  late(answeredBefore: number): void {
    this.failed();
    if (this.#answered === answeredBefore) this.#restsUntil = this.#now() + REST_MS;
  }

  failed(): void {
    const now = this.#now();
    this.#failedAt = [...this.#failedAt, now]
      .filter((at) => now - at < FAILURES_WITHIN_MS)
      .slice(-FAILURES_MAX);
    if (this.#restsUntil !== null || this.#failedAt.length >= FAILURES_MAX) this.#restsUntil = now + REST_MS;
  }
}
