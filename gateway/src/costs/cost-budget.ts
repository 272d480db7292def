import type { Clock } from '@freehold/kernel/values/clock';
import { PointsExceeded } from '../rates/rate-limited.ts';
import type { Asking, PointsTaken, RequestRates } from '../rates/request-rates.ts';
import { type Soon, soon } from '../under-way/soon.ts';
import { CostExceeded } from './cost-exceeded.ts';
import type { Cost } from './cost-node.ts';

/** Points that a single operation may cost, unless a gateway is given another number. */
export const COST_MAX = 10_000;

const SECOND_MS = 1_000;

/** What a client may read of an answer's cost. */
export interface CostReport {
  /** Points that were reserved before. */
  readonly requested: number;
  /** Points that it came to; more than requested only where a list is longer than it is assumed to be. */
  readonly actual: number;
  /** Points that are left; null where nobody counts. */
  readonly available: number | null;
  /** When the count begins anew, in full seconds; null where nobody counts. */
  readonly resetsAt: string | null;
}

/** Points that are taken for an operation until its answer is known. */
export interface Reservation {
  /** Points of it that no answer shows. */
  readonly surcharge: number;
  /** Gives back what was not spent, or takes what was spent beyond it. Nobody waits for it: what comes by the same counter is counted after it. */
  settle(actual: number): void;
  /** What it came to. */
  report(actual: number): CostReport;
}

/** What a {@link CostBudget} needs. */
export interface CostBudgetOptions {
  /** Points that a single operation may cost. */
  readonly costMax: number;
  /** Null where nobody counts. */
  readonly rates: RequestRates | null;
  readonly clock: Clock;
}

/** Points that a caller was granted. */
interface Taken {
  readonly rates: RequestRates;
  readonly asking: Asking;
  readonly cost: Pick<Cost, 'points' | 'surcharge'>;
  readonly taken: PointsTaken;
}

/** The last moment that was written, which is the same in many answers of a minute. */
class Resets {
  #atMs = 0;
  #text = '';

  /** In full seconds, so that nobody comes too early. */
  at(exactMs: number): string {
    const atMs = Math.ceil(exactMs / SECOND_MS) * SECOND_MS;
    if (atMs !== this.#atMs) this.#text = new Date(atMs).toISOString();
    this.#atMs = atMs;
    return this.#text;
  }
}

/** Reserves the cost of operations, and gives back what was not spent. */
export class CostBudget {
  readonly #options: CostBudgetOptions;
  readonly #resets = new Resets();

  constructor(options: CostBudgetOptions) {
    this.#options = options;
  }

  /**
   * @throws {CostExceeded} when the operation may cost more than any may.
   * @throws {PointsExceeded} when it may cost more than the caller has left within the minute; both at once or later.
   */
  reserve(asking: Asking, cost: Pick<Cost, 'points' | 'surcharge'>): Soon<Reservation> {
    const { costMax, rates } = this.#options;
    const { points, surcharge } = cost;
    if (points > costMax) throw new CostExceeded(points, costMax);
    if (!rates) return uncounted(points, surcharge);
    return soon(rates.takePoints(asking, points), (taken) => {
      if (!taken.isGranted) throw new PointsExceeded(taken, points);
      return this.#reserved({ rates, asking, cost, taken });
    });
  }

  #reserved({ rates, asking, cost, taken }: Taken): Reservation {
    const { clock } = this.#options;
    const { points: requested, surcharge } = cost;
    const { remaining, resetsInMs } = taken;
    const resetsAtMs = clock.now().getTime() + resetsInMs;
    return {
      surcharge,
      settle: (spent) => {
        // A new minute knows nothing of what was taken in the last.
        if (clock.now().getTime() < resetsAtMs) rates.givePoints(asking, requested - spent);
      },
      report: (spent) => ({
        requested,
        actual: spent,
        available: Math.max(remaining + requested - spent, 0),
        resetsAt: this.#resets.at(resetsAtMs),
      }),
    };
  }
}

function uncounted(requested: number, surcharge: number): Reservation {
  return {
    surcharge,
    settle: () => undefined,
    report: (spent) => ({
      requested,
      actual: spent,
      available: null,
      resetsAt: null,
    }),
  };
}
