import { setImmediate as turnOfLoop } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { Newcomers } from './newcomers.ts';

const BOUNDS = { perTenant: 2, inAll: 10, restTimes: 3 };
const turn = (tenantId: string) => ({ tenantId, isAdmitted: false });

/** What takes the loop for so long. */
function work(ms: number): void {
  const until = performance.now() + ms;
  while (performance.now() < until);
}

describe('Newcomers', () => {
  it('lets who comes alone in at once, one after the other', async () => {
    const newcomers = new Newcomers(BOUNDS);
    for (let count = 0; count < 3; count += 1) {
      expect(newcomers.enter(`${count}`, turn('a'))).toBeUndefined();
      await turnOfLoop();
      await turnOfLoop();
    }
  });

  it('lets others in by turns of their tenants, and refuses what a tenant has waiting beyond its bound', async () => {
    const newcomers = new Newcomers(BOUNDS);
    const order: string[] = [];
    const enter = async (name: string, tenantId: string) => {
      await newcomers.enter(name, turn(tenantId));
      order.push(name);
    };
    const all = ['a0', 'a1', 'a2', 'a3'].map((name) => enter(name, 'a'));
    const settled = await Promise.allSettled([...all, enter('b0', 'b')]);
    expect(order).toEqual(['a0', 'a1', 'b0', 'a2']);
    expect(settled[3]).toMatchObject({
      status: 'rejected',
      reason: { code: 'RATE_LIMITED', data: { retryAfterMs: 1000 } },
    });
    await enter('a4', 'a');
    expect(order.at(-1)).toBe('a4');
  });

  it('takes what many ask at once for one, which they wait for without a place of their own', async () => {
    const newcomers = new Newcomers(BOUNDS);
    const order: string[] = [];
    const enter = async (name: string, tenantId: string, as = name) => {
      await newcomers.enter(name, turn(tenantId));
      order.push(as);
    };
    await Promise.all([
      ...[enter('first', 'a'), enter('first', 'a', 'first again')],
      ...Array.from({ length: 20 }, (_, index) => enter('same', index % 2 ? 'a' : 'b', `same ${index}`)),
      ...[enter('a1', 'a'), enter('b1', 'b')],
    ]);
    expect(order.slice(0, 3)).toEqual(['first', 'first again', 'same 0']);
    expect([order.length, order.slice(3, 22).every((name) => name.startsWith('same'))]).toEqual([24, true]);
    expect(order.slice(22).toSorted()).toEqual(['a1', 'b1']);
  });

  it('leaves the loop to others for longer than what it lets in takes of it', async () => {
    const newcomers = new Newcomers({ ...BOUNDS, perTenant: 10 });
    const startedAtMs = performance.now();
    const enter = async (name: string) => {
      await newcomers.enter(name, turn('a'));
      work(5);
    };
    await Promise.all(['a0', 'a1', 'a2', 'a3', 'a4'].map(enter));
    // Four rests of 15 ms beside five pieces of work: timers never come early, and are only ever late.
    expect(performance.now() - startedAtMs).toBeGreaterThan(80);
  });
});
