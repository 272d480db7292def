import { describe, expect, it } from 'vitest';
import { spanOf } from './spans.ts';

describe('a span of minutes', () => {
  it.each([
    [0, '0 minutes'],
    [1, '1 minute'],
    [45, '45 minutes'],
    [60, '1 hour'],
    [90, '90 minutes'],
    [1_440, '1 day'],
    [2_880, '2 days'],
    [1_500, '25 hours'],
  ])('of %d is %s', (minutes, words) => {
    expect(spanOf(minutes)).toBe(words);
  });
});
