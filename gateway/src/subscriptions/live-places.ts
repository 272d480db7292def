import type { Caller } from '@freehold/kernel/caller/caller';
import { Places } from '../rates/places.ts';
import type { LiveSettings } from './live-settings.ts';

/** Where there is a place for so many sockets and streams, by tenant and altogether. */
export class LivePlaces {
  readonly #settings: LiveSettings;
  readonly #places = new Places();

  constructor(settings: LiveSettings) {
    this.#settings = settings;
  }

  /** Takes a place; the returned function gives it back. @throws {TooManyConnections} when there is none. */
  take({ tenant }: Caller): () => void {
    return this.#places.take(tenant?.id ?? '', this.#maxOf(tenant), this.#settings.connectionsMax);
  }

  /** A plan that names no limit has the usual; one that names null has all there is. */
  #maxOf(tenant: Caller['tenant']): number {
    const { connectionsPerTenant, connectionsByPlan, connectionsMax } = this.#settings;
    const own = tenant?.limits.liveConnections;
    if (own !== undefined) return own ?? connectionsMax;
    return connectionsByPlan[tenant?.plan ?? ''] ?? connectionsPerTenant;
  }
}
