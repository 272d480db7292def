import { describe, expect, it } from 'vitest';
import { instantAt } from './local-time.ts';

describe('a time on the wall', () => {
  it.each([
    ['in winter', '2026-01-15', '17:30', '2026-01-15T16:30:00.000Z'],
    ['in summer', '2026-07-15', '17:30', '2026-07-15T15:30:00.000Z'],
    ['that spring leaves out', '2026-03-29', '02:30', '2026-03-29T01:30:00.000Z'],
    ['that autumn repeats', '2026-10-25', '02:30', '2026-10-25T00:30:00.000Z'],
  ])('is an instant %s', (_, date, time, instant) => {
    expect(instantAt(date, time, 'Europe/Oslo').toISOString()).toBe(instant);
  });

  it('is refused when there is no such day, time or zone', () => {
    expect(() => instantAt('2026-02-30', '12:00', 'Europe/Oslo')).toThrow(RangeError);
    expect(() => instantAt('2026-02-20', '25:00', 'Europe/Oslo')).toThrow(RangeError);
    expect(() => instantAt('2026-02-20', '12:00', 'Europe/Nowhere')).toThrow(RangeError);
  });
});
