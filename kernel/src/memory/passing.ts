/**
 * What passes through a process, by name: each is soon taken out again, and there is always something in it. A `Map`
 * would keep what has long passed. V8 gives a map a new table every few deletions, and the old table holds what was in it
 * and points to the new one; once a table has grown old, each that comes after it is kept, with all that it held, until
 * garbage is collected thoroughly. Dictionaries of objects have no such chain.
 */
export class Passing<Value extends object> {
  readonly #values: Record<PropertyKey, Value | undefined> = Object.create(null);
  #size = 0;

  get size(): number {
    return this.#size;
  }

  /** All that is in it now. */
  all(): Value[] {
    return Reflect.ownKeys(this.#values).flatMap((name) => this.#values[name] ?? []);
  }

  get(name: PropertyKey): Value | undefined {
    return this.#values[name];
  }

  set(name: PropertyKey, value: Value): void {
    if (this.#values[name] === undefined) this.#size += 1;
    this.#values[name] = value;
  }

  delete(name: PropertyKey): void {
    if (this.#values[name] === undefined) return;
    delete this.#values[name];
    this.#size -= 1;
  }
}
