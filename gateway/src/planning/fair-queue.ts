import type { Turn } from './planner.ts';

/** How many may wait. */
export interface QueueBounds {
  /** Of one tenant. */
  readonly perTenant: number;
  /** Of all together; beyond it each tenant has a place for one still. */
  readonly inAll: number;
}

/**
 * What waits, in turns by tenant: whoever has much waiting has no more of it done than others. What several tenants
 * wait for is done once, in the first turn that comes to it.
 */
export class FairQueue<Work> {
  readonly #bounds: QueueBounds;
  /** In the order of their turns. */
  readonly #byTenant = new Map<string, Set<Work>>();
  readonly #waiting = new Set<Work>();

  constructor(bounds: QueueBounds) {
    this.#bounds = bounds;
  }

  /** What waits, each once. */
  get size(): number {
    return this.#waiting.size;
  }

  /** Lets something wait in a tenant's turn; false when too much does. */
  add(work: Work, { tenantId, isAdmitted }: Turn): boolean {
    const own = this.#byTenant.get(tenantId) ?? new Set<Work>();
    if (own.has(work)) return true;
    if (!isAdmitted && this.#isFull(own)) return false;
    this.#byTenant.set(tenantId, own.add(work));
    this.#waiting.add(work);
    return true;
  }

  #isFull({ size }: Set<Work>): boolean {
    const { perTenant, inAll } = this.#bounds;
    return size >= perTenant || (size > 0 && this.#waiting.size >= inAll);
  }

  /** What is next; undefined when nothing waits. */
  take(): Work | undefined {
    for (const [tenantId, own] of this.#byTenant) {
      const work = this.#oldest(own);
      this.#byTenant.delete(tenantId);
      // Its next turn comes after all others'.
      if (own.size > 0) this.#byTenant.set(tenantId, own);
      if (work !== undefined) return work;
    }
    return undefined;
  }

  /** The oldest that was not done in another's turn. */
  #oldest(own: Set<Work>): Work | undefined {
    for (const work of own) {
      own.delete(work);
      if (this.#waiting.delete(work)) return work;
    }
    return undefined;
  }
}
