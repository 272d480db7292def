import { describe, expect, it } from 'vitest';
import { addMoney, money, multiplyMoney } from './money.ts';

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
