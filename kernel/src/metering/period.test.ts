import { describe, expect, it } from 'vitest';
import { monthAfter, monthOf } from './period.ts';

describe('the month in which a unit counts', () => {
  it.each([
    ['2026-11-30T22:59:59Z', 'Europe/Oslo', '2026-11-01'],
    ['2026-11-30T23:00:00Z', 'Europe/Oslo', '2026-12-01'],
    ['2026-12-01T04:59:59Z', 'America/New_York', '2026-11-01'],
    ['2026-10-31T10:00:00Z', 'Pacific/Kiritimati', '2026-11-01'],
  ])('is that of %s in %s: %s', (instant, zone, month) => {
    expect(monthOf(new Date(instant), zone)).toBe(month);
  });

  it.each([
    ['2026-11-01', '2026-12-01'],
    ['2026-12-01', '2027-01-01'],
    ['2026-01-01', '2026-02-01'],
  ])('after %s is %s', (month, next) => {
    expect(monthAfter(month)).toBe(next);
  });
});
