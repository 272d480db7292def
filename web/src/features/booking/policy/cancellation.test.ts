import { describe, expect, it } from 'vitest';
import { cancellationCost, cancellationSentence } from './cancellation.ts';

const tier = (untilMinutesBefore: number, refundPercent: number | null, feeMinor: number | null = null) => ({
  untilMinutesBefore,
  refundPercent,
  feeMinor,
  creditBack: true,
});
const cancellation = [tier(1_440, 100), tier(120, 50), tier(60, null, 9_900)];
const startsAt = '2026-11-24T17:00:00Z';
const at = (minutesBefore: number, priceMinor = 14_995) =>
  cancellationCost(
    { cancellation },
    { startsAt, nowMs: Date.parse(startsAt) - minutesBefore * 60_000, priceMinor },
  );
const money = (minor: number) => `${minor / 100} kr`;

describe('what canceling costs', () => {
  it.each([
    [2_000, 14_995, 0],
    [1_440, 14_995, 0],
    [1_439, 7_498, 0],
    [120, 7_498, 0],
    [60, 14_995, 9_900],
    [59, 0, 0],
  ])('%d minutes before is a refund of %d and a fee of %d', (minutes, refundMinor, feeMinor) => {
    expect(at(minutes)).toEqual({ refundMinor, feeMinor });
  });

  it.each([
    [2_000, 'Canceling now is free of charge.'],
    [120, 'Canceling now refunds 74.98 kr of 149.95 kr.'],
    [60, 'Canceling now costs a fee of 99 kr.'],
    [10, 'Canceling now is late: nothing of the 149.95 kr is refunded.'],
  ])('is said %d minutes before as: %s', (minutes, sentence) => {
    expect(cancellationSentence(at(minutes), 14_995, money)).toBe(sentence);
  });

  it('is nothing for what cost nothing', () => {
    expect(cancellationSentence(at(10, 0), 0, money)).toBe('Canceling now is free of charge.');
  });
});
