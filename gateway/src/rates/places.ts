import { TooManyConnections } from '../refusals/refusals.ts';

/** Places for what stays open, counted by a key and altogether. */
export class Places {
  readonly #taken = new Map<string, number>();
  #all = 0;

  /** How many keys have a place. */
  get size(): number {
    return this.#taken.size;
  }

  /**
   * Takes a place of a key that may have `max`, where all together may have `maxOfAll`; the returned function gives it
   * back. @throws {TooManyConnections} when there is none.
   */
  take(key: string, max: number, maxOfAll = Number.POSITIVE_INFINITY): () => void {
    const taken = this.#taken.get(key) ?? 0;
    if (taken >= max) throw new TooManyConnections(max);
    if (this.#all >= maxOfAll) throw new TooManyConnections(maxOfAll);
    this.#taken.set(key, taken + 1);
    this.#all += 1;
    let isTaken = true;
    return () => {
      if (isTaken) this.#giveBack(key);
      isTaken = false;
    };
  }

  #giveBack(key: string): void {
    const left = (this.#taken.get(key) ?? 1) - 1;
    this.#all -= 1;
    if (left > 0) this.#taken.set(key, left);
    else this.#taken.delete(key);
  }
}
