import { LRUCache } from 'lru-cache';
import { frozen } from './frozen.ts';

const BODIES_MAX = 2_000;
/** Of all their texts together, in characters. */
const LENGTH_MAX = 4_000_000;
/** What is longer is hardly asked twice. */
const LENGTH_OF_ONE_MAX = 10_000;

/** In the place of a body that was read once only. */
const ONCE = {};

/**
 * Bodies of requests by their text. Pages ask the same again and again: from the third time on it is not read again, and
 * is the same object, which nobody can change, so that what follows from it is found by it.
 */
export class KnownBodies {
  readonly #known = new LRUCache<string, object>({
    max: BODIES_MAX,
    maxSize: LENGTH_MAX,
    sizeCalculation: (_, text) => Math.max(text.length, 1),
  });

  /** What a text was read as; null where it must be read. */
  find(text: string): object | null {
    const known = this.#known.get(text);
    return known === undefined || known === ONCE ? null : known;
  }

  /** Remembers what a text was read as. Whoever is given that cannot change it when it was read before. */
  note(text: string, body: unknown): void {
    if (typeof body !== 'object' || body === null || text.length > LENGTH_OF_ONE_MAX) return;
    this.#known.set(text, this.#known.has(text) ? frozen(body) : ONCE);
  }
}
