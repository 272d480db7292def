import { describe, expect, it } from 'vitest';
import { Breaker } from './breaker.ts';

describe('Breaker', () => {
  function start() {
    const clock = { now: 0 };
    const breaker = new Breaker(() => clock.now);
    const fail = (count: number) => {
      for (let index = 0; index < count; index += 1) breaker.failed();
    };
    return { clock, breaker, fail };
  }

  it('admits all until the fifth failure within ten seconds', () => {
    const { breaker, fail } = start();
    fail(4);
    expect(breaker.admits()).toBe(true);
    fail(1);
    expect(breaker.admits()).toBe(false);
  });

  it('forgets failures after ten seconds, and keeps them through successes', () => {
    const { clock, breaker, fail } = start();
    fail(4);
    clock.now = 10_000;
    fail(1);
    expect(breaker.admits()).toBe(true);
    breaker.succeeded();
    fail(4);
    expect(breaker.admits()).toBe(false);
  });

  it('admits one after two seconds, and all after its success', () => {
    const { clock, breaker, fail } = start();
    fail(5);
    clock.now = 1_999;
    expect(breaker.admits()).toBe(false);
    clock.now = 2_000;
    expect([breaker.admits(), breaker.admits()]).toEqual([true, false]);
    breaker.succeeded();
    expect([breaker.admits(), breaker.admits()]).toEqual([true, true]);
    fail(4);
    expect(breaker.admits()).toBe(true);
  });

  it('rests again when the one fails, and lets another try when the one never tells', () => {
    const { clock, breaker, fail } = start();
    fail(5);
    clock.now = 2_000;
    expect(breaker.admits()).toBe(true);
    fail(1);
    clock.now = 3_999;
    expect(breaker.admits()).toBe(false);
    clock.now = 4_000;
    expect([breaker.admits(), breaker.admits()]).toEqual([true, false]);
    clock.now = 6_000;
    expect(breaker.admits()).toBe(true);
  });

  it('rests after one call that was given up while nothing was answered, and only then', () => {
    const { clock, breaker } = start();
    const before = breaker.answered;
    breaker.succeeded();
    breaker.late(before);
    expect(breaker.admits()).toBe(true);
    breaker.late(breaker.answered);
    expect(breaker.admits()).toBe(false);
    clock.now = 2_000;
    expect([breaker.admits(), breaker.admits()]).toEqual([true, false]);
  });
});
