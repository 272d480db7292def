import { describe, expect, it } from 'vitest';
import { usageLevel } from './usage-level.ts';

describe('the level of a meter', () => {
  it.each([
    [0, 100, 0, 'calm'],
    [79, 100, 79, 'calm'],
    [80, 100, 80, 'warning'],
    [99, 100, 99, 'warning'],
    [100, 100, 100, 'full'],
    [130, 100, 100, 'full'],
    [0, 0, 100, 'full'],
  ] as const)('with %i of %i used is %i %% and %s', (used, limit, percent, tone) => {
    expect(usageLevel(used, limit)).toEqual({ percent, tone });
  });

  it('is calm without a limit, however much is used', () => {
    expect(usageLevel(1_000_000, null)).toEqual({ percent: null, tone: 'calm' });
  });
});
