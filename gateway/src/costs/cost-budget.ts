import type { Caller } from '@freehold/kernel/caller/caller';
import type { Clock } from '@freehold/kernel/values/clock';
import type { RequestRates } from '../rates/request-rates.ts';
import { CostExceeded } from './cost-exceeded.ts';

/** Points that a single operation may cost, unless a gateway is given another number. */
export const COST_MAX = 10_000;

/** What a client may read of an answer's cost. */
export interface CostReport {
  /** Points that were reserved before. */
  readonly requested: number;
  /** Points that it came to; never more than requested. */
  readonly actual: number;
  /** Points that are left; null where nobody counts. */
  readonly available: number | null;
  /** When the count begins anew; null where nobody counts. */
  readonly resetsAt: string | null;
}

/** Points that are taken for an operation until its answer is known. */
export interface Reservation {
  /** Gives back what was not spent. */
  settle(actual: number): Promise<CostReport>;
}

/** What a {@link CostBudget} needs. */
export interface CostBudgetOptions {
  /** Points that a single operation may cost. */
  readonly costMax: number;
  /** Null where nobody counts. */
  readonly rates: RequestRates | null;
  readonly clock: Clock;
}

/** Reserves the cost of operations, and gives back what was not spent. */
export class CostBudget {
  readonly #options: CostBudgetOptions;

  constructor(options: CostBudgetOptions) {
    this.#options = options;
  }

  /** @throws {CostExceeded} when the operation may cost more than any may, or than the caller has left. */
  async reserve(caller: Caller, requested: number): Promise<Reservation> {
    const { costMax, rates, clock } = this.#options;
    if (requested > costMax) throw new CostExceeded({ requested, available: costMax, resetsAt: null });
    if (!rates) return { settle: async (spent) => uncounted(requested, spent) };
    const taken = await rates.takePoints(caller, requested);
    const resetsAtMs = clock.now().getTime() + taken.resetsInMs;
    const resetsAt = new Date(resetsAtMs).toISOString();
    if (!taken.isGranted) throw new CostExceeded({ requested, available: taken.remaining, resetsAt });
    return {
      settle: async (spent) => {
        const actual = Math.min(spent, requested);
        // A new minute knows nothing of what was taken in the last.
        if (clock.now().getTime() < resetsAtMs) await rates.givePoints(caller, requested - actual);
        return { requested, actual, available: taken.remaining + requested - actual, resetsAt };
      },
    };
  }
}

function uncounted(requested: number, spent: number): CostReport {
  return { requested, actual: Math.min(spent, requested), available: null, resetsAt: null };
}
