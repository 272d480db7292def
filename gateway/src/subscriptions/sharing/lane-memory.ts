import type { Payload } from '../delivery/payload.ts';

/** What memories may hold. */
export interface MemoryBounds {
  /** Of one lane. */
  readonly payloads: number;
  /** Of one lane. */
  readonly bytes: number;
  /** Of all lanes of the process. */
  readonly bytesOfAll: number;
}

/** What the lanes of a process remember together. The lane that has not told anything for longest forgets first. */
export class SharedMemory {
  readonly bounds: MemoryBounds;
  /** The one that was used last at the end. */
  readonly #memories = new Set<LaneMemory>();
  #bytes = 0;

  constructor(bounds: MemoryBounds) {
    this.bounds = bounds;
  }

  /** What all of them take, about. */
  get bytes(): number {
    return this.#bytes;
  }

  /** One of them takes so many bytes more, or less. */
  count(change: number): void {
    this.#bytes += change;
  }

  /** One of them has been used; as many forget as must. */
  use(memory: LaneMemory): void {
    this.#memories.delete(memory);
    if (memory.bytes > 0) this.#memories.add(memory);
    for (const each of this.#memories) {
      while (this.#bytes > this.bounds.bytesOfAll && each.bytes > 0) each.forgetOldest();
      if (each.bytes === 0) this.#memories.delete(each);
      if (this.#bytes <= this.bounds.bytesOfAll) return;
    }
  }
}

/** The last of what a lane has told, without a gap, for those who come back after it. */
export class LaneMemory {
  readonly #shared: SharedMemory;
  readonly #payloadsMax: number;
  readonly #payloads: Payload[] = [];
  #since: string | null = null;
  #bytes = 0;

  /** @param isKept false where nobody else will ask for it: then nothing is remembered */
  constructor(shared: SharedMemory, isKept: boolean) {
    this.#shared = shared;
    this.#payloadsMax = isKept ? shared.bounds.payloads : 0;
  }

  /** Everything that was told after this place is here; null where nothing was told since the memory was empty. */
  get since(): string | null {
    return this.#since;
  }

  /** How many payloads it holds. */
  get size(): number {
    return this.#payloads.length;
  }

  /** What it takes, about. */
  get bytes(): number {
    return this.#bytes;
  }

  /** Remembers what comes next after a place. What has no place cannot be asked for, and leaves a gap. */
  remember(payload: Payload, before: string | null): void {
    this.#since ??= before;
    if (payload.place === null || this.#since === null) {
      this.forget(payload.place);
      return;
    }
    this.#payloads.push(payload);
    this.weigh();
  }

  /** What was told after a place, in order. */
  after(floor: string | null): readonly Payload[] {
    if (floor === null) return [];
    const first = this.#payloads.findIndex(({ place }) => place !== null && place > floor);
    return first < 0 ? [] : this.#payloads.slice(first);
  }

  /**
   * Takes over what another lane has told of the same before `reach`, up to which this one has forgotten; the other's
   * must not end before that.
   */
  inherit(other: LaneMemory, reach: string): void {
    if (other.since === null || other.since >= reach) return;
    const { since } = other;
    const older = other.after(since).filter(({ place }) => place !== null && place <= reach);
    this.#payloads.unshift(...older);
    this.#since = since;
    this.weigh();
  }

  /** Forgets everything: what was told so far, and what happened up to `until`, is told to nobody from here. */
  forget(until: string | null = null): void {
    this.#since = until ?? this.#payloads.at(-1)?.place ?? this.#since;
    this.#payloads.length = 0;
    this.#settle(0);
    this.#shared.use(this);
  }

  /** Lets go of the oldest. */
  forgetOldest(): void {
    const oldest = this.#payloads.shift();
    if (!oldest) return;
    this.#since = oldest.place;
    // It may have become heavier since all were weighed.
    this.#settle(this.#payloads.length === 0 ? 0 : Math.max(0, this.#bytes - oldest.bytes));
  }

  /** Counts what it holds, which grows where payloads become frames, and forgets what is too much. */
  weigh(): void {
    let bytes = 0;
    for (const payload of this.#payloads) bytes += payload.bytes;
    this.#settle(bytes);
    const { bounds } = this.#shared;
    while (this.#payloads.length > this.#payloadsMax || this.#bytes > bounds.bytes) this.forgetOldest();
    this.#shared.use(this);
  }

  #settle(bytes: number): void {
    const change = bytes - this.#bytes;
    this.#bytes = bytes;
    this.#shared.count(change);
  }
}
