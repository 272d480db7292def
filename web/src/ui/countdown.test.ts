import { describe, expect, it } from 'vitest';
import { clockOf } from './countdown.tsx';

describe('a clock that counts down', () => {
  it.each([
    [300_000, '5:00'],
    [299_001, '5:00'],
    [65_000, '1:05'],
    [86_348_000, '23:59:08'],
    [0, '0:00'],
    [-5_000, '0:00'],
  ])('shows %d ms as %s', (leftMs, clock) => {
    expect(clockOf(leftMs)).toBe(clock);
  });
});
