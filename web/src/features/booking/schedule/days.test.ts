import { localDate } from '@freehold/kernel/values/calendar';
import { describe, expect, it } from 'vitest';
import { groupByDay, nearnessOf, windowFrom } from './days.ts';

const inOslo = (instant: string) => localDate(new Date(instant), 'Europe/Oslo');

describe('the days of a schedule', () => {
  it('begin and end at midnight of the tenant', () => {
    const late = { startsAt: '2026-11-21T22:30:00Z' };
    const night = { startsAt: '2026-11-21T23:30:00Z' };
    expect(groupByDay([late, night], inOslo)).toEqual([
      { key: '2026-11-21', items: [late] },
      { key: '2026-11-22', items: [night] },
    ]);
  });

  it('keep the order within a day', () => {
    const items = ['06:00', '07:00', '18:00'].map((time) => ({ startsAt: `2026-11-21T${time}:00Z` }));
    expect(groupByDay(items, inOslo)).toEqual([{ key: '2026-11-21', items }]);
  });

  it('are none when there is nothing', () => {
    expect(groupByDay([], inOslo)).toEqual([]);
  });

  it('are called by their nearness', () => {
    expect(nearnessOf('2026-11-21', '2026-11-21', '2026-11-22')).toBe('Today');
    expect(nearnessOf('2026-11-22', '2026-11-21', '2026-11-22')).toBe('Tomorrow');
    expect(nearnessOf('2026-11-23', '2026-11-21', '2026-11-22')).toBeNull();
  });

  it('are asked for by whole minutes', () => {
    expect(windowFrom(Date.parse('2026-11-21T12:00:59.999Z'), 14)).toEqual({
      from: '2026-11-21T12:00:00.000Z',
      to: '2026-12-05T12:00:00.000Z',
    });
  });
});
