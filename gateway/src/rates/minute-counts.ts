import { type Counted, type RateCounter, WINDOW_SECONDS } from './rate-counter.ts';

const WINDOW_MS = WINDOW_SECONDS * 1000;

/** The points of one key, until its minute is over. */
interface Count {
  points: number;
  readonly endsAtMs: number;
}

type Counts = Map<string, Count>;

function told({ points, endsAtMs }: Count, nowMs: number): Counted {
  return { consumedPoints: points, msBeforeNext: Math.ceil(endsAtMs - nowMs) };
}

/**
 * Counts in this process, and answers at once. What is over is forgotten without being looked for: every minute those
 * that began before the last one are let go together.
 */
export class MinuteCounts implements RateCounter {
  readonly #nowMs: () => number;
  /** Those that began in this minute, and those of the minute before. */
  #young: Counts = new Map();
  #old: Counts = new Map();
  #turnsAtMs: number;

  /** @param nowMs the time in milliseconds; never goes back */
  constructor(nowMs: () => number = () => performance.now()) {
    this.#nowMs = nowMs;
    this.#turnsAtMs = nowMs() + WINDOW_MS;
  }

  /** How many keys are remembered. */
  get size(): number {
    return this.#young.size + this.#old.size;
  }

  consume(key: string, points: number): Counted {
    const nowMs = this.#nowMs();
    const count = this.#find(key, nowMs) ?? this.#begin(key, nowMs);
    count.points += points;
    return told(count, nowMs);
  }

  /** A new minute knows nothing of what was taken in the last: nothing is given back to it. */
  reward(key: string, points: number): Counted {
    const nowMs = this.#nowMs();
    const count = this.#find(key, nowMs);
    if (!count) return { consumedPoints: 0, msBeforeNext: WINDOW_MS };
    count.points -= points;
    return told(count, nowMs);
  }

  #find(key: string, nowMs: number): Count | null {
    if (nowMs >= this.#turnsAtMs) this.#turn(nowMs);
    const known = this.#young.get(key) ?? this.#old.get(key);
    return known && nowMs < known.endsAtMs ? known : null;
  }

  #begin(key: string, nowMs: number): Count {
    const count = { points: 0, endsAtMs: nowMs + WINDOW_MS };
    this.#young.set(key, count);
    return count;
  }

  /** The young are in their last minute from now on, unless nobody has asked for longer than that. */
  #turn(nowMs: number): void {
    const isLate = nowMs >= this.#turnsAtMs + WINDOW_MS;
    this.#old = isLate ? new Map() : this.#young;
    this.#young = new Map();
    this.#turnsAtMs = nowMs + WINDOW_MS;
  }
}
