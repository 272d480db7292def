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

/** A document that waits, or is in. */
interface Newcomer {
  readonly query: string;
  readonly entered: PromiseWithResolvers<void>;
  /** When it was let in, and may be known. */
  readonly over: PromiseWithResolvers<void>;
}

function newcomer(query: string): Newcomer {
  return { query, entered: Promise.withResolvers(), over: Promise.withResolvers() };
}

/**
 * Lets documents in that nobody has asked before, which are parsed, validated and compiled on the loop: one after the
 * other, in turns by tenant, with a rest after each while others wait. Whoever comes alone is let in at once.
 */
export class Newcomers {
  readonly #restTimes: number;
  readonly #queue: FairQueue<Newcomer>;
  readonly #waiting = new Map<string, Newcomer>();
  readonly #onRefusal: () => void;
  /** Who is in, or was and the loop rests; null when nobody is. */
  #now: Newcomer | null = null;

  constructor(
    { restTimes, ...bounds }: NewcomerBounds = NEWCOMER_BOUNDS,
    onRefusal: () => void = () => undefined,
  ) {
    this.#restTimes = restTimes;
    this.#onRefusal = onRefusal;
    this.#queue = new FairQueue(bounds);
  }

  /**
   * Waits for a turn, where others are in; who is let in begins at once. Who asks the same as another waits until that
   * one was let in, whoever that is. Rejects with {@link TooManyNewOperations}.
   */
  enter(query: string, turn: Turn): Soon<void> {
    if (!this.#now) {
      this.#now = newcomer(query);
      void this.#letIn(this.#now);
      return undefined;
    }
    if (this.#now.query === query) return this.#now.over.promise;
    const same = this.#waiting.get(query);
    const waiting = same ?? newcomer(query);
    const hasPlace = this.#queue.add(waiting, turn);
    if (same) return same.over.promise;
    if (!hasPlace) {
      this.#onRefusal();
      return Promise.reject(new TooManyNewOperations());
    }
    this.#waiting.set(query, waiting);
    return waiting.entered.promise;
  }

  /** One by one, until nobody waits. */
  async #letIn(first: Newcomer): Promise<void> {
    for (let next: Newcomer | undefined = first; next; next = this.#queue.take()) {
      this.#now = next;
      this.#waiting.delete(next.query);
      next.entered.resolve();
      const startedAtMs = performance.now();
      // Until then everything is done that needs nobody else.
      await turnOfLoop();
      next.over.resolve();
      if (this.#queue.size > 0) await rest(this.#restTimes * (performance.now() - startedAtMs));
    }
    this.#now = null;
  }
}
