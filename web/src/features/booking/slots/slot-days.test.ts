import { describe, expect, it } from 'vitest';
import { daysLater, slotWeek } from './slot-days.ts';

describe('a week of slots', () => {
  it('begins and ends at midnight of the tenant, across a change of clocks', () => {
    expect(slotWeek('2026-03-25', 'Europe/Oslo')).toEqual({
      dates: [25, 26, 27, 28, 29, 30, 31].map((day) => `2026-03-${day}`),
      from: '2026-03-24T23:00:00.000Z',
      to: '2026-03-31T22:00:00.000Z',
    });
  });

  it('goes on into the next year', () => {
    expect(daysLater('2026-12-30', 3)).toBe('2027-01-02');
  });
});
