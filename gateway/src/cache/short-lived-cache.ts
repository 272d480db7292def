import type { Clock } from '@freehold/kernel/values/clock';
import { LRUCache } from 'lru-cache';

/** How a {@link ShortLivedCache} loads and ages its values. */
export interface ShortLivedCacheOptions<V> {
  /** Entries kept; the least recently used goes first. */
  readonly entriesMax: number;
  readonly clock: Clock;
  /** How long this value may be believed, in milliseconds; asked at each read. */
  lifetimeMs(value: V): number;
  load(key: string): Promise<V>;
}

interface Entry<V> {
  readonly value: Promise<V>;
  /** Null while it loads. */
  loaded: { readonly value: V; readonly at: number } | null;
}

/**
 * Values that are believed for a short time. Those who ask for one key at the same time share one load,
 * and a failed load is not remembered.
 */
export class ShortLivedCache<V> {
  readonly #entries: LRUCache<string, Entry<V>>;
  readonly #options: ShortLivedCacheOptions<V>;

  constructor(options: ShortLivedCacheOptions<V>) {
    this.#options = options;
    this.#entries = new LRUCache({ max: options.entriesMax });
  }

  /** The value where it is at hand; undefined where it must be loaded. */
  known(key: string): V | undefined {
    const entry = this.#entries.get(key);
    return entry?.loaded && this.#isFresh(entry) ? entry.loaded.value : undefined;
  }

  /** @throws what the load throws. */
  get(key: string): Promise<V> {
    const known = this.#entries.get(key);
    if (known && this.#isFresh(known)) return known.value;
    const entry: Entry<V> = { value: this.#options.load(key), loaded: null };
    this.#entries.set(key, entry);
    entry.value.then(
      (value) => {
        entry.loaded = { value, at: this.#now() };
      },
      () => {
        if (this.#entries.peek(key) === entry) this.#entries.delete(key);
      },
    );
    return entry.value;
  }

  /** Forgets one value, or all of them. A load under way is not remembered either. */
  forget(key?: string): void {
    if (key === undefined) this.#entries.clear();
    else this.#entries.delete(key);
  }

  #isFresh({ loaded }: Entry<V>): boolean {
    return loaded === null || this.#now() - loaded.at < this.#options.lifetimeMs(loaded.value);
  }

  #now(): number {
    return this.#options.clock.now().getTime();
  }
}
