import { describe, expect, it } from 'vitest';
import { retryDelay } from './retry-delay.ts';

describe('the wait before connecting again', () => {
  it.each([
    [0, null, 1, 250],
    [0, 60_000, 0, 125],
    [3, null, 1, 2_000],
    [50, null, 1, 15_000],
  ])('after %i retries and %s ms of life is %i by chance: %i ms', (retries, lived, chance, expected) => {
    expect(retryDelay(retries, lived, chance)).toBe(expected);
  });

  it('is long after a connection that was closed at once', () => {
    expect(retryDelay(0, 20, 0)).toBe(4_000);
  });
});
