import { describe, expect, it } from 'vitest';
import { lookAfter, nextTry } from './delivery.policy.ts';

const now = new Date('2026-11-23T09:00:00Z');

describe('a message that was not taken', () => {
  it.each([
    [1, '2026-11-23T09:01:00.000Z'],
    [2, '2026-11-23T09:02:00.000Z'],
    [5, '2026-11-23T09:16:00.000Z'],
    [7, '2026-11-23T10:00:00.000Z'],
  ])('for the %d. time is tried again at %s', (attempts, at) => {
    expect(nextTry(attempts, now)?.toISOString()).toBe(at);
  });

  it('for the eighth time is not tried again', () => {
    expect(nextTry(8, now)).toBeNull();
  });
});

describe('what was taken', () => {
  it.each([
    ['2026-11-23T09:05:00.000Z', '2026-11-23T09:05:00.000Z'],
    ['2026-11-23T09:05:00.001Z', '2026-11-23T09:06:00.000Z'],
    ['2026-11-23T09:05:59.999Z', '2026-11-23T09:06:00.000Z'],
  ])('until %s is looked after at %s, and not before', (leaseEnd, at) => {
    expect(lookAfter(new Date(leaseEnd)).toISOString()).toBe(at);
  });
});
