import { describe, expect, it } from 'vitest';
import { BUILT_IN_RULES, type Rules } from '../policy/rules.policy.ts';
import { lineOf, offerExpiry, refuseWhenClosed, standstillOf } from './line.policy.ts';

const startsAt = new Date('2026-11-24T17:00:00Z');
const before = (minutes: number) => ({ startsAt, now: new Date(startsAt.getTime() - minutes * 60_000) });
const rules = (changes: Partial<Rules['waitlist']> = {}): Rules => ({
  ...BUILT_IN_RULES,
  waitlist: { ...BUILT_IN_RULES.waitlist, ...changes },
});

describe('the line', () => {
  it('goes by priority, and among equals by the order of joining, also from the ninth to the tenth', () => {
    const waiting = [
      { priority: 0, position: '10' },
      { priority: 0, position: '9' },
      { priority: 5, position: '11' },
      { priority: -1, position: '1' },
    ];
    expect(lineOf(waiting).map(({ position }) => position)).toEqual(['11', '9', '10', '1']);
  });
});

describe('when seats are given', () => {
  it.each([
    ['AUTO', 121, null],
    ['AUTO', 120, null],
    ['AUTO', 120 - 1 / 60, 'AFTER_CUTOFF'],
    ['AUTO', 119, 'AFTER_CUTOFF'],
    ['OFFER', 119, null],
    ['OFFER', 1 / 60, null],
    ['OFFER', 0, 'CLOSED'],
    ['AUTO', 0, 'CLOSED'],
    ['OFFER', -1, 'CLOSED'],
  ] as const)('by %s %d minutes before the start', (mode, minutes, standstill) => {
    expect(standstillOf(rules({ mode }), before(minutes))).toBe(standstill);
  });

  it('not once the waitlist is closed, which it is from that instant on', () => {
    const closing = rules({ mode: 'OFFER', closesMinutesBefore: 30 });
    expect(standstillOf(closing, before(31))).toBeNull();
    expect(standstillOf(closing, before(30))).toBe('CLOSED');
    expect(() => refuseWhenClosed(closing, before(30.1))).not.toThrow();
    expect(() => refuseWhenClosed(closing, before(30))).toThrow('2026-11-24T16:30:00.000Z');
  });
});

describe('an offer', () => {
  it.each([
    [48 * 60, '2026-11-23T17:00:00.000Z'],
    [24 * 60, '2026-11-24T17:00:00.000Z'],
    [60, '2026-11-24T17:00:00.000Z'],
  ])('that is made %d minutes before the start expires after a day or at the start', (minutes, expiresAt) => {
    expect(offerExpiry(rules(), before(minutes)).toISOString()).toBe(expiresAt);
  });
});
