import { TooManyConnections } from '../refusals/refusals.ts';

/** Where there is a place for so many sockets and streams from one address. */
export class AddressPlaces {
  readonly #max: number;
  readonly #taken = new Map<string, number>();

  constructor(max: number) {
    this.#max = max;
  }

  /** How many addresses have a place. */
  get size(): number {
    return this.#taken.size;
  }

  /** Takes a place; the returned function gives it back. @throws {TooManyConnections} when there is none. */
  take(address: string): () => void {
    const taken = this.#taken.get(address) ?? 0;
    if (taken >= this.#max) throw new TooManyConnections(this.#max);
    this.#taken.set(address, taken + 1);
    let isTaken = true;
    return () => {
      if (isTaken) this.#giveBack(address);
      isTaken = false;
    };
  }

  #giveBack(address: string): void {
    const left = (this.#taken.get(address) ?? 1) - 1;
    if (left > 0) this.#taken.set(address, left);
    else this.#taken.delete(address);
  }
}
