import type { Logger } from 'pino';
import { Breaker } from '../guard/breaker.ts';
import { type Counted, memoryCounter, type RateCounter } from './rate-counter.ts';

/**
 * Counts with a counter that is shared, and in this process while that one cannot. One that has failed is left alone
 * for 2 seconds, and then tried by one request: a counter that hangs is not waited for again and again.
 */
export class SteadyCounter implements RateCounter {
  readonly #shared: RateCounter;
  readonly #logger: Logger;
  readonly #standIn = memoryCounter();
  readonly #breaker = new Breaker();
  #isLossTold = false;

  constructor(shared: RateCounter, logger: Logger) {
    this.#shared = shared;
    this.#logger = logger;
  }

  consume(key: string, points: number): Promise<Counted> {
    return this.#count((counter) => counter.consume(key, points));
  }

  reward(key: string, points: number): Promise<Counted> {
    return this.#count((counter) => counter.reward(key, points));
  }

  async #count(count: (counter: RateCounter) => Promise<Counted>): Promise<Counted> {
    if (!this.#breaker.admits()) return count(this.#standIn);
    const answeredBefore = this.#breaker.answered;
    try {
      const counted = await count(this.#shared);
      this.#breaker.succeeded();
      this.#isLossTold = false;
      return counted;
    } catch (error) {
      this.#breaker.late(answeredBefore);
      this.#tellOf(error);
      return count(this.#standIn);
    }
  }

  #tellOf(error: unknown): void {
    if (this.#isLossTold) return;
    this.#isLossTold = true;
    this.#logger.error({ err: error }, 'The counter of rates does not answer; this process counts alone.');
  }
}
