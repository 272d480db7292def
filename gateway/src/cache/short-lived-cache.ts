import type { Clock } from '@freehold/kernel/values/clock';
import { LRUCache } from 'lru-cache';

/** How long a value may stay believed that cannot be loaded anew, since it was loaded. */
const STAY_MS_MAX = 60_000;
/** Until it is tried again. */
const RETRY_MS = 2_000;
/** How long a load is waited for where there is a value that may stay. */
const PATIENCE_MS = 500;

/** How a {@link ShortLivedCache} loads and ages its values. */
export interface ShortLivedCacheOptions<V> {
  /** Entries kept; the least recently used goes first. */
  readonly entriesMax: number;
  readonly clock: Clock;
  /** How long this value may be believed, in milliseconds; asked at each read. */
  lifetimeMs(value: V): number;
  load(key: string): Promise<V>;
  /** Whether a value is believed on, for a minute at most, while it cannot be loaded anew; none is unless told. */
  mayStay?(value: V): boolean;
  /** Believed in the place of what cannot be loaded and is not known from before; without it the failure is thrown. */
  readonly standIn?: V;
}

interface Loaded<V> {
  readonly value: V;
  readonly at: number;
}

interface Entry<V> {
  value: Promise<V>;
  /** Null while it loads. */
  loaded: Loaded<V> | null;
  /** What was loaded before. */
  readonly before: Loaded<V> | null;
  /** Until when it is believed because it could not be loaded anew. */
  staysUntil: number;
  /** Doubts before it was asked for. */
  readonly doubts: number;
}

/** What is loaded, or after a while what is known. */
function soonOr<V>(loading: Promise<V>, giveUp: () => V): Promise<V> {
  const { promise, resolve, reject } = Promise.withResolvers<V>();
  const timer = setTimeout(() => resolve(giveUp()), PATIENCE_MS);
  loading.then(resolve, reject).finally(() => clearTimeout(timer));
  return promise;
}

/**
 * Values that are believed for a short time. Those who ask for one key at the same time share one load,
 * and a failed load is not remembered, unless something stands in for it.
 */
export class ShortLivedCache<V> {
  readonly #entries: LRUCache<string, Entry<V>>;
  readonly #options: ShortLivedCacheOptions<V>;
  #doubts = 0;

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
    const entry = this.#ask(key, known?.loaded ?? known?.before ?? null);
    this.#entries.set(key, entry);
    return entry.value;
  }

  /** Forgets one value, or all of them. A load under way is not remembered either. */
  forget(key?: string): void {
    if (key === undefined) this.#entries.clear();
    else this.#entries.delete(key);
  }

  /** Every value must be loaded anew, though what may stay does where that fails: it is not known to have changed. */
  doubt(): void {
    this.#doubts += 1;
  }

  #ask(key: string, before: Loaded<V> | null): Entry<V> {
    const loading = this.#options.load(key);
    const entry: Entry<V> = { value: loading, loaded: null, before, staysUntil: 0, doubts: this.#doubts };
    const loaded = loading.then((value) => {
      entry.loaded = { value, at: this.#now() };
      entry.value = loading;
      return value;
    });
    const stand = this.#standFor(before);
    if (!stand) {
      loaded.catch(() => this.#drop(key, entry));
      return entry;
    }
    const giveUp = () => this.#stay(entry, stand);
    const answered = loaded.catch(giveUp);
    entry.value = stand === before ? soonOr(answered, giveUp) : answered;
    return entry;
  }

  /** What is believed where the load fails. */
  #standFor(before: Loaded<V> | null): Loaded<V> | null {
    const { mayStay, standIn } = this.#options;
    if (before && mayStay?.(before.value) && this.#now() - before.at < STAY_MS_MAX) return before;
    return standIn === undefined ? null : { value: standIn, at: this.#now() };
  }

  #stay(entry: Entry<V>, stand: Loaded<V>): V {
    entry.loaded = stand;
    entry.staysUntil = this.#now() + RETRY_MS;
    return stand.value;
  }

  #drop(key: string, entry: Entry<V>): void {
    if (this.#entries.peek(key) === entry) this.#entries.delete(key);
  }

  #isFresh({ loaded, staysUntil, doubts }: Entry<V>): boolean {
    if (doubts !== this.#doubts) return false;
    if (loaded === null) return true;
    const now = this.#now();
    return now < staysUntil || now - loaded.at < this.#options.lifetimeMs(loaded.value);
  }

  #now(): number {
    return this.#options.clock.now().getTime();
  }
}
