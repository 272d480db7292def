/** The time now, asked of whoever owns it, so that tests can hold it still. */
export interface Clock {
  now(): Date;
}

/** The machine's own clock. */
export const systemClock: Clock = { now: () => new Date() };

/** A clock that stands at one instant until it is told to move. */
export class FrozenClock implements Clock {
  #now: Date;

  constructor(instant: string | Date) {
    this.#now = new Date(instant);
  }

  now(): Date {
    return new Date(this.#now);
  }

  /** Moves the clock, forward or back, to an instant. */
  moveTo(instant: string | Date): void {
    this.#now = new Date(instant);
  }

  /** Moves the clock forward by so many milliseconds. */
  advance(milliseconds: number): void {
    this.#now = new Date(this.#now.getTime() + milliseconds);
  }
}
