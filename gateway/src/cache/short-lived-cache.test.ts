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

  describe('of values that may stay', () => {
    /** Zero may not stay; nothing that is loaded while it is down comes. */
    function newStaying(standIn?: number) {
      const clock = new FrozenClock('2026-01-01T00:00:00Z');
      const stage = { value: 1, loads: 0, isDown: false, hanging: Promise.withResolvers<number>() };
      const load = async () => {
        stage.loads += 1;
        if (stage.isDown) throw new Error('down');
        return stage.value;
      };
      const settings = {
        entriesMax: 2,
        clock,
        lifetimeMs: () => 1000,
        mayStay: (value: number) => value > 0,
      };
      const cache = new ShortLivedCache<number>({
        ...settings,
        load: (key) => (key === 'hanging' && stage.isDown ? stage.hanging.promise : load()),
        ...(standIn === undefined ? {} : { standIn }),
      });
      return { cache, clock, stage };
    }

    it('tells them while they cannot be loaded anew, asks every two seconds, and a minute at most', async () => {
      const { cache, clock, stage } = newStaying();
      await cache.get('a');
      stage.isDown = true;
      clock.advance(1_000);
      expect([await cache.get('a'), cache.known('a'), stage.loads]).toEqual([1, 1, 2]);
      clock.advance(1_999);
      expect([await cache.get('a'), stage.loads]).toEqual([1, 2]);
      clock.advance(1);
      expect([await cache.get('a'), stage.loads]).toEqual([1, 3]);
      clock.advance(56_999);
      expect(await cache.get('a')).toBe(1);
      clock.advance(2_000);
      await expect(cache.get('a')).rejects.toThrow('down');
    });

    it('tells the new one as soon as it can be loaded', async () => {
      const { cache, clock, stage } = newStaying();
      await cache.get('a');
      Object.assign(stage, { isDown: true, value: 2 });
      clock.advance(1_000);
      await cache.get('a');
      stage.isDown = false;
      clock.advance(2_000);
      expect([await cache.get('a'), await cache.get('a'), cache.known('a')]).toEqual([2, 2, 2]);
    });

    it('is not kept waiting by a load that hangs, and takes what comes of it', async () => {
      const { cache, clock, stage } = newStaying();
      await cache.get('hanging');
      stage.isDown = true;
      clock.advance(1_000);
      expect(await cache.get('hanging')).toBe(1);
      stage.hanging.resolve(2);
      await stage.hanging.promise;
      expect([await cache.get('hanging'), cache.known('hanging')]).toEqual([2, 2]);
    });

    it('asks anew for what is in doubt, and keeps it where nobody answers', async () => {
      const { cache, stage } = newStaying();
      await cache.get('a');
      stage.value = 2;
      cache.doubt();
      expect([cache.known('a'), await cache.get('a')]).toEqual([undefined, 2]);
      stage.isDown = true;
      cache.doubt();
      expect(await cache.get('a')).toBe(2);
    });

    it('keeps it also where it was in doubt while it was asked for', async () => {
      const { cache, stage } = newStaying();
      await cache.get('hanging');
      stage.isDown = true;
      cache.doubt();
      const first = cache.get('hanging');
      cache.doubt();
      expect([await cache.get('hanging'), await first]).toEqual([1, 1]);
    });

    it('tells none that was forgotten, or is not one of them', async () => {
      const { cache, clock, stage } = newStaying();
      await cache.get('a');
      stage.value = 0;
      await cache.get('b');
      stage.isDown = true;
      cache.forget('a');
      await expect(cache.get('a')).rejects.toThrow('down');
      clock.advance(1_000);
      await expect(cache.get('b')).rejects.toThrow('down');
    });

    it('has something stand in for what was never known, and asks again after its lifetime', async () => {
      const { cache, clock, stage } = newStaying(0);
      stage.isDown = true;
      expect([await cache.get('a'), cache.known('a')]).toEqual([0, 0]);
      stage.isDown = false;
      clock.advance(2_000);
      expect(await cache.get('a')).toBe(1);
    });
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
