import type { Rules } from './policy-words.ts';

/** What canceling at a certain moment means, in minor units. */
export interface CancellationCost {
  readonly refundMinor: number;
  /** To be paid beside what is not refunded. */
  readonly feeMinor: number;
}

interface Moment {
  /** ISO 8601. */
  readonly startsAt: string;
  readonly nowMs: number;
  readonly priceMinor: number | string;
}

/**
 * What canceling costs by the agreed rules, as the server reckons it: the first tier that is still open
 * counts, its last instant included. Shown before; the server has the last word.
 */
export function cancellationCost(
  { cancellation }: Pick<Rules, 'cancellation'>,
  { startsAt, nowMs, priceMinor }: Moment,
): CancellationCost {
  const price = Number(priceMinor);
  const leftMs = Date.parse(startsAt) - nowMs;
  const tier = cancellation.find(({ untilMinutesBefore }) => leftMs >= untilMinutesBefore * 60_000);
  if (!tier) return { refundMinor: 0, feeMinor: 0 };
  const refundMinor = Math.floor((price * (tier.refundPercent ?? 100) + 50) / 100);
  return { refundMinor, feeMinor: Number(tier.feeMinor ?? 0) };
}

/**
 * What canceling costs, in a sentence.
 * @param money writes minor units of the booking's currency.
 */
export function cancellationSentence(
  { refundMinor, feeMinor }: CancellationCost,
  priceMinor: number | string,
  money: (amountMinor: number) => string,
): string {
  const price = Number(priceMinor);
  if (feeMinor > 0) return `Canceling now costs a fee of ${money(feeMinor)}.`;
  if (price === 0 || refundMinor === price) return 'Canceling now is free of charge.';
  if (refundMinor === 0) return `Canceling now is late: nothing of the ${money(price)} is refunded.`;
  return `Canceling now refunds ${money(refundMinor)} of ${money(price)}.`;
}
