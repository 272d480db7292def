/** Somebody who waits for a place. */
export interface Waiter {
  readonly entered: PromiseWithResolvers<void>;
  /** Ends its patience; null for who waits however long it takes. */
  timer: NodeJS.Timeout | null;
}

/** What a tenant has under way and waiting: requests and events, of which each comes in every other turn. */
export class TenantLine {
  readonly requests = new Set<Waiter>();
  readonly events = new Set<Waiter>();
  underWay = 0;
  /** Since when somebody has had to wait, by `performance.now()`; null when nobody has. */
  crowdedSinceMs: number | null = null;
  #isEventNext = true;

  /** How many wait. */
  get waiting(): number {
    return this.requests.size + this.events.size;
  }

  /** The oldest of those whose turn it is; undefined when nobody waits. */
  take(): Waiter | undefined {
    const [first, second] = this.#isEventNext ? [this.events, this.requests] : [this.requests, this.events];
    const chosen = first.size > 0 ? first : second;
    this.#isEventNext = chosen !== this.events;
    const [waiter] = chosen;
    if (waiter) chosen.delete(waiter);
    // Who is told off for want of patience has not come in: the crowd is gone only when nobody is left of those who did.
    if (this.waiting === 0) this.crowdedSinceMs = null;
    return waiter;
  }

  /** Somebody waits no longer; false where it had come in. */
  giveUp(waiter: Waiter): boolean {
    return this.requests.delete(waiter) || this.events.delete(waiter);
  }
}
