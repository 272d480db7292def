import { describe, expect, it } from 'vitest';
import { fillDays, lastDays, summarise } from './daily-counts.ts';

describe('daily counts', () => {
  it('cover the last days up to and with today', () => {
    expect(lastDays('2026-11-21', 7)).toEqual({ from: '2026-11-15', to: '2026-11-21' });
    expect(lastDays('2026-11-21', 1)).toEqual({ from: '2026-11-21', to: '2026-11-21' });
  });

  it('have every day, also across the change of clocks', () => {
    const days = fillDays('2026-10-24', '2026-10-27', [{ date: '2026-10-26', count: 4 }]);
    expect(days.map(({ date }) => date)).toEqual(['2026-10-24', '2026-10-25', '2026-10-26', '2026-10-27']);
    expect(days.map(({ count }) => count)).toEqual([0, 0, 4, 0]);
  });

  it('amount to a total, an average over all days and the busiest day', () => {
    const busiest = { date: '2026-11-20', count: 9 };
    const days = [{ date: '2026-11-19', count: 3 }, busiest, { date: '2026-11-21', count: 0 }];
    expect(summarise(days)).toEqual({ total: 12, average: 4, busiest });
  });

  it('have no busiest day when nothing happened', () => {
    expect(summarise([{ date: '2026-11-21', count: 0 }])).toEqual({ total: 0, average: 0, busiest: null });
    expect(summarise([])).toEqual({ total: 0, average: 0, busiest: null });
  });
});
