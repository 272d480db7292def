import fc from 'fast-check';
import { RateLimiterMemory } from 'rate-limiter-flexible';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { MinuteCounts } from './minute-counts.ts';
import { WINDOW_SECONDS } from './rate-counter.ts';

const MINUTE_MS = WINDOW_SECONDS * 1000;

describe('counts of a minute', () => {
  let nowMs = 0;
  const counts = () => new MinuteCounts(() => nowMs);

  beforeEach(() => {
    nowMs = 1_000;
    vi.useFakeTimers({ now: nowMs });
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('begin with the first point, and anew when a minute is over', () => {
    const counter = counts();
    expect(counter.consume('a', 2)).toEqual({ consumedPoints: 2, msBeforeNext: MINUTE_MS });
    nowMs += MINUTE_MS - 1;
    expect(counter.consume('a', 3)).toEqual({ consumedPoints: 5, msBeforeNext: 1 });
    nowMs += 1;
    expect(counter.consume('a', 1)).toEqual({ consumedPoints: 1, msBeforeNext: MINUTE_MS });
  });

  it('give back nothing to a minute that has just begun', () => {
    const counter = counts();
    counter.consume('a', 10);
    expect(counter.reward('a', 4).consumedPoints).toBe(6);
    nowMs += MINUTE_MS;
    expect(counter.reward('a', 4).consumedPoints).toBe(0);
    expect(counter.consume('a', 1).consumedPoints).toBe(1);
  });

  it('forget keys that nobody asks for, within two minutes', () => {
    const counter = counts();
    for (let key = 0; key < 100; key += 1) counter.consume(`${key}`, 1);
    nowMs += MINUTE_MS;
    counter.consume('one', 1);
    nowMs += MINUTE_MS;
    counter.consume('one', 1);
    expect(counter.size).toBeLessThanOrEqual(2);
    nowMs += 10 * MINUTE_MS;
    counter.consume('one', 1);
    expect(counter.size).toBe(1);
  });

  it('count as rate-limiter-flexible does, whatever is asked when', async () => {
    const step = fc.record({
      key: fc.constantFrom('a', 'b', 'c'),
      points: fc.nat(100),
      afterMs: fc.oneof(fc.nat(100), fc.nat(2 * MINUTE_MS), fc.constantFrom(MINUTE_MS, MINUTE_MS - 1)),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 30 }), async (steps) => {
        const ours = counts();
        const theirs = new RateLimiterMemory({ points: Number.MAX_SAFE_INTEGER, duration: WINDOW_SECONDS });
        for (const { key, points, afterMs } of steps) {
          nowMs += afterMs;
          vi.setSystemTime(nowMs);
          const { consumedPoints, msBeforeNext } = await theirs.consume(key, points);
          expect(ours.consume(key, points)).toEqual({ consumedPoints, msBeforeNext });
        }
      }),
      { numRuns: 200 },
    );
  });
});
