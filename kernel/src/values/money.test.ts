import { describe, expect, it } from 'vitest';
import { addMoney, divideToNearest, money, multiplyMoney } from './money.ts';

describe('money', () => {
  it('adds and multiplies in whole minor units', () => {
    expect(addMoney(money(40_000, 'PLN'), multiplyMoney(money(150, 'PLN'), 34))).toEqual(
      money(45_100, 'PLN'),
    );
  });

  it.each([
    [0.5, 'NOK'],
    [Number.MAX_SAFE_INTEGER + 1, 'NOK'],
    [1, 'nok'],
    [1, 'KRONER'],
  ])('refuses %d %s', (amount, currency) => {
    expect(() => money(amount, currency)).toThrow(RangeError);
  });

  it('never adds two currencies', () => {
    expect(() => addMoney(money(1, 'NOK'), money(1, 'USD'))).toThrow('NOK and USD cannot be added.');
  });
});

describe('a quotient', () => {
  it.each([
    [0n, 7n, 0n],
    [7n, 2n, 4n],
    [-7n, 2n, -4n],
    [5n, 2n, 3n],
    [-5n, 2n, -3n],
    [10n, 4n, 3n],
    [9n, 4n, 2n],
    [1n, 3n, 0n],
    [2n, 3n, 1n],
    [10n ** 30n + 5n, 10n, 10n ** 29n + 1n],
  ])('of %s by %s is to the nearest %s, a half away from zero', (dividend, divisor, nearest) => {
    expect(divideToNearest(dividend, divisor)).toBe(nearest);
  });

  it.each([0n, -1n])('by %s is refused', (divisor) => {
    expect(() => divideToNearest(1n, divisor)).toThrow(RangeError);
  });
});
