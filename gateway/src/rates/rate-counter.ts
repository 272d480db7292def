import { RateLimiterMemory } from 'rate-limiter-flexible';

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
 * by `new RateLimiterRedis({ storeClient, points: Number.MAX_SAFE_INTEGER, duration: 60 })`.
 */
export interface RateCounter {
  /** Adds points; rejects when it cannot count at present. */
  consume(key: string, points: number): Promise<Counted>;
  /** Takes points back. */
  reward(key: string, points: number): Promise<Counted>;
}

/** A counter in this process. The limit of a key is judged by who asks, since it differs by plan. */
export function memoryCounter(): RateCounter {
  // Nobody else has a key in it: none needs a prefix.
  return new RateLimiterMemory({ keyPrefix: '', points: Number.MAX_SAFE_INTEGER, duration: WINDOW_SECONDS });
}
