import type { Soon } from '../under-way/soon.ts';

/** Every count begins anew after a minute. */
export const WINDOW_SECONDS = 60;

/** What a count has come to. */
export interface Counted {
  readonly consumedPoints: number;
  /** Until it begins anew, in milliseconds. */
  readonly msBeforeNext: number;
}

/**
 * Counts points by key over windows of a minute. The limiters of rate-limiter-flexible fit: several gateways share one
 * by `new RateLimiterRedis({ storeClient, points: Number.MAX_SAFE_INTEGER, duration: 60 })`. One that counts in this
 * process answers at once, and nobody waits for it.
 */
export interface RateCounter {
  /** Adds points; rejects when it cannot count at present. */
  consume(key: string, points: number): Soon<Counted>;
  /** Takes points back. */
  reward(key: string, points: number): Soon<Counted>;
}
