/** An amount in the minor units of an ISO 4217 currency (øre, cents, grosz). Never a fraction. */
export interface Money {
  readonly amountMinor: bigint;
  readonly currency: string;
}

const CURRENCY = /^[A-Z]{3}$/;

/**
 * An amount of money.
 * @throws {RangeError} for a fraction of a minor unit or a currency that is not three capital letters.
 */
export function money(amountMinor: bigint | number, currency: string): Money {
  if (!CURRENCY.test(currency)) throw new RangeError(`"${currency}" is not an ISO 4217 currency.`);
  if (typeof amountMinor === 'number' && !Number.isSafeInteger(amountMinor))
    throw new RangeError(`${amountMinor} is not a whole number of minor units.`);
  return { amountMinor: BigInt(amountMinor), currency };
}

/**
 * The sum of two amounts.
 * @throws {RangeError} when their currencies differ.
 */
export function addMoney(left: Money, right: Money): Money {
  if (left.currency !== right.currency)
    throw new RangeError(`${left.currency} and ${right.currency} cannot be added.`);
  return { amountMinor: left.amountMinor + right.amountMinor, currency: left.currency };
}

/** So many times an amount; `count` is a whole number. */
export function multiplyMoney(amount: Money, count: bigint | number): Money {
  return { amountMinor: amount.amountMinor * BigInt(count), currency: amount.currency };
}

/**
 * The nearest whole number to a quotient; a half goes away from zero, as on every invoice line.
 * @throws {RangeError} for a divisor that is not positive.
 */
export function divideToNearest(dividend: bigint, divisor: bigint): bigint {
  if (divisor <= 0n) throw new RangeError(`${divisor} is not a positive divisor.`);
  const doubled = 2n * (dividend < 0n ? -dividend : dividend) + divisor;
  const nearest = doubled / (2n * divisor);
  return dividend < 0n ? -nearest : nearest;
}
