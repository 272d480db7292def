import { LRUCache } from 'lru-cache';
import { frozen } from './frozen.ts';

const BODIES_MAX = 2_000;
/** Of all of them together, in bytes. */
const LENGTH_MAX = 4_000_000;
/** What is longer is hardly asked twice. */
const LENGTH_OF_ONE_MAX = 10_000;

/** In the place of a body that was read once only. */
const ONCE = {};

/** Bytes as a text of as many characters: told apart as well as the text that they are, and had for less. */
function nameOf(bytes: Buffer): string {
  return bytes.toString('latin1');
}

/**
 * Bodies of requests by their bytes. Pages ask the same again and again: from the third time on it is not read again, and
 * is the same object, which nobody can change, so that what follows from it is found by it.
 */
export class KnownBodies {
  readonly #known = new LRUCache<string, object>({
    max: BODIES_MAX,
    maxSize: LENGTH_MAX,
    sizeCalculation: (_, name) => Math.max(name.length, 1),
  });

  /** What bytes were read as; null where they must be read. */
  find(bytes: Buffer): object | null {
    const known = this.#known.get(nameOf(bytes));
    return known === undefined || known === ONCE ? null : known;
  }

  /** Remembers what bytes were read as. Whoever is given that cannot change it when it was read before. */
  note(bytes: Buffer, body: unknown): void {
    if (typeof body !== 'object' || body === null || bytes.length > LENGTH_OF_ONE_MAX) return;
    const name = nameOf(bytes);
    this.#known.set(name, this.#known.has(name) ? frozen(body) : ONCE);
  }
}
