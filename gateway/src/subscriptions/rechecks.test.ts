import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Rechecks } from './rechecks.ts';

/** How often each of so many was asked for. */
function watched(count: number) {
  const rechecks = new Rechecks();
  const asked = Array.from({ length: count }, () => 0);
  const leave = asked.map((_, index) =>
    rechecks.watch(() => {
      asked[index] = (asked[index] ?? 0) + 1;
    }),
  );
  const sum = () => asked.reduce((all, one) => all + one, 0);
  return { asked, leave, sum };
}

describe('Rechecks', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it.each([
    [1, 5_000, 5],
    [100, 5_000, 1],
    [1_000, 50_000, 1],
    [1_200, 60_000, 1],
    [12_000, 60_000, 1],
  ])('asks for each of %d within %d ms, %d times', (count, ms, times) => {
    const { asked } = watched(count);
    vi.advanceTimersByTime(ms);
    expect(asked).toEqual(asked.map(() => times));
  });

  it.each([
    [7, 2],
    [1_200, 20],
    [12_000, 200],
  ])('asks for %d a few at a time: %d in a second', (count, due) => {
    const { sum } = watched(count);
    vi.advanceTimersByTime(1_000);
    expect(sum()).toBe(due);
  });

  it('asks for nobody who has gone, and keeps no timer when all have', () => {
    const { asked, leave } = watched(2);
    leave[0]?.();
    vi.advanceTimersByTime(5_000);
    expect(asked).toEqual([0, 5]);
    leave[1]?.();
    expect(vi.getTimerCount()).toBe(0);
  });
});
