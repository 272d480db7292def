import { describe, expect, it } from 'vitest';
import { bordersOf } from './usage.policy.ts';

const openedAt = new Date('2026-03-05T10:00:00Z');

describe('the borders of a period', () => {
  it.each([
    ['2026-11-01', 'Europe/Oslo', '2026-10-31T23:00:00.000Z', '2026-11-30T23:00:00.000Z'],
    ['2026-12-01', 'UTC', '2026-12-01T00:00:00.000Z', '2027-01-01T00:00:00.000Z'],
    ['2026-03-01', 'Europe/Oslo', '2026-02-28T23:00:00.000Z', '2026-03-31T22:00:00.000Z'],
    ['2026-11-01', 'America/New_York', '2026-11-01T04:00:00.000Z', '2026-12-01T05:00:00.000Z'],
  ])('of %s in %s are %s and %s', (period, timeZone, startsAt, resetsAt) => {
    expect(bordersOf(period, { timeZone, openedAt })).toEqual({
      startsAt: new Date(startsAt),
      resetsAt: new Date(resetsAt),
    });
  });

  it('of a gauge are the opening of the tenant and none', () => {
    expect(bordersOf('', { timeZone: 'UTC', openedAt })).toEqual({ startsAt: openedAt, resetsAt: null });
  });
});
