import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { instantOf, isLocalTime, localOf, minutesBetween, shiftLocal } from './wall-clock.policy.ts';

describe('the wall clock', () => {
  it.each([
    ['a time that spring leaves out is later by the gap', '2026-03-29T02:30', '2026-03-29T01:30:00.000Z'],
    ['a time that autumn repeats is the first of the two', '2026-10-25T02:30', '2026-10-25T00:30:00.000Z'],
    ['winter', '2026-01-01T18:00', '2026-01-01T17:00:00.000Z'],
    ['summer', '2026-07-01T18:00', '2026-07-01T16:00:00.000Z'],
  ])('knows %s', (_, local, instant) => {
    expect(instantOf(local, 'Europe/Oslo').toISOString()).toBe(instant);
  });

  it('shows 03:30 at the instant of 02:30 in the gap', () => {
    expect(localOf(instantOf('2026-03-29T02:30', 'Europe/Oslo'), 'Europe/Oslo')).toBe('2026-03-29T03:30');
  });

  it('is back where it was after a shift and its reverse', () => {
    const times = fc
      .date({ min: new Date('2000-01-01'), max: new Date('2100-01-01'), noInvalidDate: true })
      .map((at) => at.toISOString().slice(0, 16));
    fc.assert(
      fc.property(times, times, (from, to) => {
        expect(shiftLocal(from, minutesBetween(from, to))).toBe(to);
      }),
    );
  });

  it.each(['2026-02-30T10:00', '2026-01-01', '2026-01-01T24:00', '2026-01-01T10:00Z', '26-01-01T10:00', ''])(
    'takes "%s" for no time',
    (text) => expect(isLocalTime(text)).toBe(false),
  );
});
