import { describe, expect, it } from 'vitest';
import { retryAsked, retryDelay } from './retry-delay.ts';

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

describe('the wait that a server asks for', () => {
  it.each([
    ['retry-after-ms=1234', 1_234],
    ['retry-after-ms=', null],
    ['retry-after-ms=99999999', null],
    ['Going away', null],
    [undefined, null],
  ])('is read out of the reason %s: %s ms', (reason, ms) => {
    expect(retryAsked(reason)).toBe(ms);
  });
});
