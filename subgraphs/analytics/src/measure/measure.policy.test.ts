import { describe, expect, it } from 'vitest';
import { dayCount, daysOf } from './measure.policy.ts';

describe('a range of days', () => {
  it('has one day when it ends where it begins', () => {
    const range = { from: '2026-11-23', to: '2026-11-23' };
    expect([dayCount(range), daysOf(range)]).toEqual([1, ['2026-11-23']]);
  });

  it.each([
    ['2026-12-30', '2027-01-02', ['2026-12-30', '2026-12-31', '2027-01-01', '2027-01-02']],
    ['2028-02-28', '2028-03-01', ['2028-02-28', '2028-02-29', '2028-03-01']],
    ['2026-03-28', '2026-03-30', ['2026-03-28', '2026-03-29', '2026-03-30']],
  ])('from %s to %s names each day once, in order', (from, to, days) => {
    expect(daysOf({ from, to })).toEqual(days);
  });

  it('has no day when it ends before it begins', () => {
    expect(dayCount({ from: '2026-11-24', to: '2026-11-23' })).toBe(0);
  });
});
