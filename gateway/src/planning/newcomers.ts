import { setTimeout as rest, setImmediate as turnOfLoop } from 'node:timers/promises';
import { TooManyNewOperations } from '../rates/rate-limited.ts';
import type { Soon } from '../under-way/soon.ts';
import { FairQueue, type QueueBounds } from './fair-queue.ts';
import type { Turn } from './planner.ts';

/** How new documents are let in. */
export interface NewcomerBounds extends QueueBounds {
  /** After each of them others have the loop for so many times as long as it took, if more of them wait. */
  readonly restTimes: number;
}

/** Of the loop's time new documents have a quarter at most. */
export const NEWCOMER_BOUNDS: NewcomerBounds = { perTenant: 30, inAll: 1_000, restTimes: 3 };

/**
 * Lets documents in that nobody has asked before, which are parsed, validated and compiled on the loop: one after the
 * other, in turns by tenant, with a rest after each while others wait. Whoever comes alone is let in at once.
 */
export class Newcomers {
  readonly #restTimes: number;
  readonly #queue: FairQueue<PromiseWithResolvers<void>>;
  readonly #onRefusal: () => void;
  #isBusy = false;

  constructor(
    { restTimes, ...bounds }: NewcomerBounds = NEWCOMER_BOUNDS,
    onRefusal: () => void = () => undefined,
  ) {
    this.#restTimes = restTimes;
    this.#onRefusal = onRefusal;
    this.#queue = new FairQueue(bounds);
  }

  /** Waits for a turn, where others are in; who is let in begins at once. Rejects with {@link TooManyNewOperations}. */
  enter(turn: Turn): Soon<void> {
    if (!this.#isBusy) {
      this.#isBusy = true;
      void this.#letIn();
      return undefined;
    }
    const waiting = Promise.withResolvers<void>();
    if (this.#queue.add(waiting, turn)) return waiting.promise;
    this.#onRefusal();
    return Promise.reject(new TooManyNewOperations());
  }

  /** One by one, until nobody waits. */
  async #letIn(): Promise<void> {
    for (;;) {
      const startedAtMs = performance.now();
      // Until then everything is done that needs nobody else.
      await turnOfLoop();
      if (this.#queue.size > 0) await rest(this.#restTimes * (performance.now() - startedAtMs));
      const next = this.#queue.take();
      if (!next) break;
      next.resolve();
    }
    this.#isBusy = false;
  }
}
