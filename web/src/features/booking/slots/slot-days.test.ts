import { describe, expect, it } from 'vitest';
import { daysFrom, daysLater, freeDays } from './slot-days.ts';

describe('days of slots', () => {
  it('begin and end at midnight of the tenant, across a change of clocks', () => {
    expect(daysFrom('2026-03-25', 7, 'Europe/Oslo')).toEqual({
      from: '2026-03-24T23:00:00.000Z',
      to: '2026-03-31T22:00:00.000Z',
    });
  });

  it('go on into the next year', () => {
    expect(daysLater('2026-12-30', 3)).toBe('2027-01-02');
  });

  it('are taken when nothing is free on them', () => {
    const { free, isTaken } = freeDays(['2026-11-23', '2026-11-23', '2026-11-25'], 100);
    expect(free).toEqual(['2026-11-23', '2026-11-25']);
    expect(['2026-11-24', '2026-11-25', '2026-11-26'].map(isTaken)).toEqual([true, false, true]);
  });

  it('are not called taken where the list of free times broke off', () => {
    const { isTaken } = freeDays(['2026-11-23', '2026-11-25'], 2);
    expect(['2026-11-24', '2026-11-26'].map(isTaken)).toEqual([true, false]);
  });
});
