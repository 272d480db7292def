/** How many digits a currency has after the point, by ISO 4217: 2 of the krone, 0 of the yen. */
export function digitsOf(currency: string): number {
  const format = new Intl.NumberFormat('en', { style: 'currency', currency });
  return format.resolvedOptions().maximumFractionDigits ?? 2;
}

/** What people say, 149.50, in minor units, 14950; NaN for what is no number. */
export function minorUnits(amount: number, currency: string): number {
  return Math.round(amount * 10 ** digitsOf(currency));
}

/** Minor units, 14950, as people say them, 149.5. */
export function amountOf({ amountMinor, currency }: MinorAmount): number {
  return Number(amountMinor) / 10 ** digitsOf(currency);
}

interface MinorAmount {
  readonly amountMinor: number | string;
  readonly currency: string;
}
