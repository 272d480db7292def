import { FrozenClock } from '@freehold/kernel/values/clock';
import { describe, expect, it } from 'vitest';
import { ShortLivedCache } from './short-lived-cache.ts';

function newCache(load: (key: string) => Promise<number>) {
  const clock = new FrozenClock('2026-01-01T00:00:00Z');
  return {
    clock,
    cache: new ShortLivedCache<number>({ entriesMax: 2, clock, lifetimeMs: () => 1000, load }),
  };
}

describe('ShortLivedCache', () => {
  it('loads once for those who ask at the same time', async () => {
    let loads = 0;
    const { cache } = newCache(async () => ++loads);
    expect(await Promise.all([cache.get('a'), cache.get('a'), cache.get('a')])).toEqual([1, 1, 1]);
  });

  it('loads again when the lifetime is over', async () => {
    let loads = 0;
    const { cache, clock } = newCache(async () => ++loads);
    await cache.get('a');
    clock.advance(999);
    expect(await cache.get('a')).toBe(1);
    clock.advance(1);
    expect(await cache.get('a')).toBe(2);
  });

  it('tells what is at hand, and only while it is believed', async () => {
    let loads = 0;
    const { cache, clock } = newCache(async () => ++loads);
    expect(cache.known('a')).toBeUndefined();
    const loading = cache.get('a');
    expect(cache.known('a')).toBeUndefined();
    await loading;
    expect(cache.known('a')).toBe(1);
    clock.advance(1000);
    expect(cache.known('a')).toBeUndefined();
    await cache.get('a');
    cache.forget('a');
    expect([cache.known('a'), loads]).toEqual([undefined, 2]);
  });

  it('does not remember a failure', async () => {
    let loads = 0;
    const { cache } = newCache(async () => {
      loads += 1;
      if (loads === 1) throw new Error('down');
      return loads;
    });
    await expect(cache.get('a')).rejects.toThrow('down');
    expect(await cache.get('a')).toBe(2);
  });

  it('does not remember what was loading when it was told to forget', async () => {
    const loads: ((value: number) => void)[] = [];
    const { cache } = newCache(() => new Promise((resolve) => loads.push(resolve)));
    const before = cache.get('a');
    cache.forget('a');
    const after = cache.get('a');
    loads[1]?.(2);
    loads[0]?.(1);
    expect([await before, await after, await cache.get('a')]).toEqual([1, 2, 2]);
  });
});
