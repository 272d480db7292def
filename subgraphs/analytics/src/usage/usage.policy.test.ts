import { describe, expect, it } from 'vitest';
import { bordersOf, forecastOf, latestCounts } from './usage.policy.ts';

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

describe('the forecast of a period', () => {
  const november = { startsAt: new Date('2026-11-01T00:00:00Z'), resetsAt: new Date('2026-12-01T00:00:00Z') };

  it.each([
    ['goes on at the pace so far', 10, '2026-11-11T00:00:00Z', 30],
    ['is rounded half up', 1, '2026-11-21T00:00:00Z', 2],
    ['is nothing while nothing is used', 0, '2026-11-11T00:00:00Z', 0],
    ['is what was used when the period is over', 10, '2026-12-24T00:00:00Z', 10],
    ['is known from the second day', 2, '2026-11-02T00:00:00Z', 60],
    ['is unknown before', 2, '2026-11-01T23:59:59.999Z', null],
    ['is at most what can be told', 2_000_000_000, '2026-11-02T00:00:00Z', 2_147_483_647],
  ])('%s', (_, used, now, forecast) => {
    expect(forecastOf(used, november, new Date(now))).toBe(forecast);
  });

  it('of a gauge is unknown', () => {
    expect(forecastOf(5, { startsAt: openedAt, resetsAt: null }, november.resetsAt)).toBeNull();
  });
});

describe('of several counts', () => {
  const count = (meter: string, revision: number, period = '2026-11-01') => ({
    payload: { meter, period, revision },
  });

  it('the one with the greatest revision of each meter and period is the last, wherever it stands', () => {
    const counts = [
      ...[count('classes', 2), count('bookings', 7), count('classes', 3), count('classes', 1)],
      ...[count('classes', 1, '2026-12-01'), count('bookings', 6)],
    ];
    expect(latestCounts(counts)).toEqual([
      count('classes', 3),
      count('bookings', 7),
      count('classes', 1, '2026-12-01'),
    ]);
  });
});
