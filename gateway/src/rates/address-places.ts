import { Places } from './places.ts';

/** Where there is a place for so many sockets and streams from one address. */
export class AddressPlaces {
  readonly #max: number;
  readonly #places = new Places();

  constructor(max: number) {
    this.#max = max;
  }

  /** How many addresses have a place. */
  get size(): number {
    return this.#places.size;
  }

  /** Takes a place; the returned function gives it back. @throws {TooManyConnections} when there is none. */
  take(address: string): () => void {
    return this.#places.take(address, this.#max);
  }
}
