import type { Caller } from '@freehold/kernel/caller/caller';
import { TooManyConnections } from '../refusals/refusals.ts';
import type { LiveSettings } from './live-settings.ts';

/** Where there is a place for so many sockets and streams, by tenant and altogether. */
export class LivePlaces {
  readonly #settings: LiveSettings;
  readonly #taken = new Map<string, number>();
  #all = 0;

  constructor(settings: LiveSettings) {
    this.#settings = settings;
  }

  /** Takes a place; the returned function gives it back. @throws {TooManyConnections} when there is none. */
  take({ tenant }: Caller): () => void {
    const id = tenant?.id ?? '';
    const taken = this.#taken.get(id) ?? 0;
    const max = this.#maxOf(tenant);
    if (taken >= max) throw new TooManyConnections(max);
    if (this.#all >= this.#settings.connectionsMax)
      throw new TooManyConnections(this.#settings.connectionsMax);
    this.#taken.set(id, taken + 1);
    this.#all += 1;
    let isTaken = true;
    return () => {
      if (isTaken) this.#giveBack(id);
      isTaken = false;
    };
  }

  #giveBack(id: string): void {
    const left = (this.#taken.get(id) ?? 1) - 1;
    this.#all -= 1;
    if (left > 0) this.#taken.set(id, left);
    else this.#taken.delete(id);
  }

  /** A plan that names no limit has the usual; one that names null has all there is. */
  #maxOf(tenant: Caller['tenant']): number {
    const { connectionsPerTenant, connectionsByPlan, connectionsMax } = this.#settings;
    const own = tenant?.limits.liveConnections;
    if (own !== undefined) return own ?? connectionsMax;
    return connectionsByPlan[tenant?.plan ?? ''] ?? connectionsPerTenant;
  }
}
