import { describe, expect, it } from 'vitest';
import { rangeIn, withDay } from './days.ts';

const range = { from: '2026-11-01', to: '2026-11-30' };
const days = [
  { date: '2026-11-02', count: 1 },
  { date: '2026-11-21', count: 4 },
];

describe('the days that are known', () => {
  it('follow a day that moved', () => {
    expect(withDay(days, { date: '2026-11-21', count: 5 }, range)).toEqual([
      days[0],
      { date: '2026-11-21', count: 5 },
    ]);
  });

  it('take up a day that had nothing, in its place', () => {
    const moved = withDay(days, { date: '2026-11-10', count: 1 }, range);
    expect(moved.map(({ date }) => date)).toEqual(['2026-11-02', '2026-11-10', '2026-11-21']);
  });

  it('leave out a day beyond the range', () => {
    expect(withDay(days, { date: '2026-12-01', count: 1 }, range)).toEqual(days);
  });

  it('have a range only where both ends are told', () => {
    expect(rangeIn(range)).toEqual(range);
    expect(rangeIn({ from: '2026-11-01' })).toBeNull();
    expect(rangeIn(null)).toBeNull();
  });
});
