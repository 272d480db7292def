import { describe, expect, it } from 'vitest';
import { localDate, localSecond } from './calendar.ts';

describe('the wall clock of a zone', () => {
  it.each([
    ['2026-03-29T00:59:59Z', 'Europe/Oslo', '2026-03-29T01:59:59'],
    ['2026-03-29T01:00:00Z', 'Europe/Oslo', '2026-03-29T03:00:00'],
    ['2026-11-30T23:00:00Z', 'Europe/Oslo', '2026-12-01T00:00:00'],
    ['2026-01-01T04:59:59Z', 'America/New_York', '2025-12-31T23:59:59'],
  ])('shows at %s in %s %s', (instant, zone, shown) => {
    expect(localSecond(new Date(instant), zone)).toBe(shown);
    expect(localDate(new Date(instant), zone)).toBe(shown.slice(0, 10));
  });

  it('is of a zone that exists', () => {
    expect(() => localDate(new Date(0), 'Europe/Nowhere')).toThrow(RangeError);
  });
});
