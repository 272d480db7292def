import { describe, expect, it } from 'vitest';
import { columnsFor, usageLevel } from './usage-level.ts';

describe('the level of a meter', () => {
  it.each([
    [0, 100, 0, 'calm'],
    [79, 100, 79, 'calm'],
    [80, 100, 80, 'warning'],
    [99, 100, 99, 'warning'],
    [100, 100, 100, 'full'],
    [130, 100, 100, 'full'],
  ] as const)('with %i of %i used is %i %% and %s', (used, limit, percent, tone) => {
    const level = usageLevel(used, { limit, enforcement: 'HARD' });
    expect(level).toEqual({ allowance: 'limited', percent, tone });
  });

  it.each([
    [1_000_000, null, 'HARD', 'unlimited'],
    [0, 0, 'HARD', 'not-included'],
    [7, 0, 'OVERAGE', 'per-use'],
    [7, 0, 'SOFT', 'per-use'],
  ] as const)(
    'is calm and not shown with %i used of a limit of %s (%s): %s',
    (used, limit, enforcement, allowance) => {
      expect(usageLevel(used, { limit, enforcement })).toEqual({ allowance, percent: null, tone: 'calm' });
    },
  );
});

describe('the columns of cards', () => {
  it.each([
    [0, 1],
    [1, 1],
    [2, 2],
    [3, 3],
    [4, 4],
    [5, 3],
    [6, 3],
    [8, 4],
    [9, 3],
  ])('for %i cards are %i', (cards, columns) => {
    expect(columnsFor(cards)).toBe(columns);
  });
});
