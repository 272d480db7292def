import { describe, expect, it } from 'vitest';
import { amountOf, digitsOf, minorUnits } from './amounts.ts';

describe('an amount that a person writes', () => {
  it.each([
    [149.5, 'NOK', 14_950],
    [19.99, 'EUR', 1_999],
    [0.29, 'PLN', 29],
    [1_200, 'JPY', 1_200],
    [0, 'NOK', 0],
  ])('of %d in %s is %d minor units', (amount, currency, minor) => {
    expect(minorUnits(amount, currency)).toBe(minor);
    expect(amountOf({ amountMinor: String(minor), currency })).toBe(amount);
  });

  it('has as many digits as its currency', () => {
    expect(['NOK', 'JPY', 'KWD'].map(digitsOf)).toEqual([2, 0, 3]);
  });

  it('stays no number', () => {
    expect(minorUnits(Number.NaN, 'NOK')).toBeNaN();
  });
});
