import { Redis } from 'ioredis';
import type { Logger } from 'pino';
import { RateLimiterRedis } from 'rate-limiter-flexible';
import { type RateCounter, WINDOW_SECONDS } from './rate-counter.ts';

/** Longer than this no request waits for a count; the process counts alone instead. */
const ANSWER_MS_MAX = 250;
const KEY_PREFIX = 'freehold:rate';

/** A counter outside this process. */
export interface SharedCounter extends RateCounter {
  /** Lets go of the connection. */
  close(): Promise<void>;
}

/** Counts in a Redis, so that several gateways count as one. */
export function sharedCounter(redis: Redis): SharedCounter {
  const limiter = new RateLimiterRedis({
    storeClient: redis,
    keyPrefix: KEY_PREFIX,
    points: Number.MAX_SAFE_INTEGER,
    duration: WINDOW_SECONDS,
  });
  return {
    consume: (key, points) => limiter.consume(key, points),
    reward: (key, points) => limiter.reward(key, points),
    close: async () => redis.disconnect(),
  };
}

/**
 * Counts in the Redis at an address (`redis://host:6379`). While it is away nothing waits for it: counts are refused at
 * once, and whoever counts falls back on its own.
 */
export function redisCounter(url: string, logger: Logger): SharedCounter {
  const redis = new Redis(url, {
    enableOfflineQueue: false,
    maxRetriesPerRequest: 0,
    commandTimeout: ANSWER_MS_MAX,
  });
  redis.on('error', (error: unknown) => logger.debug({ err: error }, 'The connection to Redis broke.'));
  return sharedCounter(redis);
}
