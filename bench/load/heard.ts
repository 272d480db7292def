import { quantile } from '../quantile.ts';

/** How answers came, of one operation. */
export interface Tally {
  readonly name: string;
  readonly count: number;
  readonly p50Ms: number;
  readonly p95Ms: number;
  readonly p99Ms: number;
  readonly worstMs: number;
}

/** Sorted times to figures. */
export function tallyOf(name: string, tookMs: readonly number[]): Tally {
  const sorted = tookMs.toSorted((one, other) => one - other);
  const at = (share: number) => quantile(sorted, share);
  return { name, count: sorted.length, p50Ms: at(0.5), p95Ms: at(0.95), p99Ms: at(0.99), worstMs: at(1) };
}

/** What all devices have heard since counting began. */
export class Heard {
  readonly #tookMs = new Map<string, number[]>();
  readonly #refusals = new Map<string, number>();
  #counts = false;

  /** From now on. */
  begin(): void {
    this.#counts = true;
  }

  /** No more. */
  end(): void {
    this.#counts = false;
  }

  /** @param code of what it was refused with; null when it was not */
  add(name: string, tookMs: number, code: string | null): void {
    if (!this.#counts) return;
    const heard = this.#tookMs.get(name);
    if (heard) heard.push(tookMs);
    else this.#tookMs.set(name, [tookMs]);
    if (code !== null)
      this.#refusals.set(`${name} ${code}`, (this.#refusals.get(`${name} ${code}`) ?? 0) + 1);
  }

  /** Each operation, and all together at the end. */
  tallies(): Tally[] {
    const each = [...this.#tookMs].map(([name, tookMs]) => tallyOf(name, tookMs));
    return [
      ...each.sort((one, other) => other.count - one.count),
      tallyOf('all', [...this.#tookMs.values()].flat()),
    ];
  }

  /** What was refused, and how often. */
  refusals(): ReadonlyMap<string, number> {
    return this.#refusals;
  }
}
