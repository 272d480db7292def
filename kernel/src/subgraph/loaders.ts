import DataLoader from 'dataloader';
import { readAlong } from '../database/prepared/row-reader.ts';

/** Finds many things by their keys with one question; the answers stand in the order of the keys. */
export type BatchFor<Asker, K, V> = (asker: Asker, keys: readonly K[]) => Promise<readonly (V | Error)[]>;

/** A value that refers to another one by a name. */
export type Referring<Name extends string, K> = { readonly [name in Name]: { readonly id: K } | null };

/** What one operation loads by keys: each once, and those that are asked for in one turn together. */
export class Loaders<Asker> {
  readonly #asker: Asker;
  readonly #known = new Map<unknown, DataLoader<unknown, unknown>>();

  constructor(asker: Asker) {
    this.#asker = asker;
  }

  /** The thing with a key, found together with all others that are asked for in the same turn. */
  load<K, V>(batch: BatchFor<Asker, K, V>, key: K): Promise<V> {
    return this.#loaderOf(batch).load(key);
  }

  /** What a reference of a value leads to: at once when it was read along with the value, else as {@link load}. */
  follow<Name extends string, K, V>(
    value: Referring<Name, K>,
    name: Name,
    batch: BatchFor<Asker, K, V>,
  ): V | Promise<V> | null {
    const along = readAlong(value, name);
    if (along !== undefined) return along as V | null;
    const target = value[name];
    return target && this.load(batch, target.id);
  }

  /** What was loaded is loaded anew. */
  clear(): void {
    this.#known.clear();
  }

  #loaderOf<K, V>(batch: BatchFor<Asker, K, V>): DataLoader<K, V> {
    const known = this.#known.get(batch) as DataLoader<K, V> | undefined;
    if (known) return known;
    const loader = new DataLoader<K, V>((keys) => batch(this.#asker, keys));
    this.#known.set(batch, loader as DataLoader<unknown, unknown>);
    return loader;
  }
}
