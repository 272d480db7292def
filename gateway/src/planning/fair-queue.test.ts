import { describe, expect, it } from 'vitest';
import { FairQueue } from './fair-queue.ts';

const BOUNDS = { perTenant: 3, inAll: 5 };

const turn = (tenantId: string, isAdmitted = false) => ({ tenantId, isAdmitted });

function taken(queue: FairQueue<string>): (string | undefined)[] {
  return Array.from({ length: queue.size }, () => queue.take());
}

describe('FairQueue', () => {
  it('goes round the tenants, and through what each of them has waiting in its order', () => {
    const queue = new FairQueue<string>(BOUNDS);
    for (const work of ['a1', 'a2', 'a3']) queue.add(work, turn('a'));
    for (const work of ['b1', 'b2']) queue.add(work, turn('b'));
    expect(taken(queue)).toEqual(['a1', 'b1', 'a2', 'b2', 'a3']);
    expect(queue.take()).toBeUndefined();
  });

  it('lets a tenant that comes late wait for one of each other, however much waits', () => {
    const queue = new FairQueue<string>(BOUNDS);
    for (const work of ['a1', 'a2', 'a3']) queue.add(work, turn('a'));
    expect(queue.take()).toBe('a1');
    queue.add('b1', turn('b'));
    expect(taken(queue)).toEqual(['a2', 'b1', 'a3']);
  });

  it('takes what several wait for once, in the first turn of theirs', () => {
    const queue = new FairQueue<string>(BOUNDS);
    for (const work of ['a1', 'a2', 'shared']) queue.add(work, turn('a'));
    for (const work of ['shared', 'b2']) queue.add(work, turn('b'));
    expect(queue.size).toBe(4);
    expect(taken(queue)).toEqual(['a1', 'shared', 'a2', 'b2']);
    expect(queue.take()).toBeUndefined();
  });

  it('lets nobody have more waiting than a bound, and takes what is there once more for the same', () => {
    const queue = new FairQueue<string>(BOUNDS);
    const added = ['a1', 'a2', 'a3', 'a4', 'a1'].map((work) => queue.add(work, turn('a')));
    expect(added).toEqual([true, true, true, false, true]);
    expect(taken(queue)).toEqual(['a1', 'a2', 'a3']);
    expect(queue.add('a4', turn('a'))).toBe(true);
  });

  it('takes what was admitted before, however much waits', () => {
    const queue = new FairQueue<string>(BOUNDS);
    for (const work of ['a1', 'a2', 'a3', 'a4']) expect(queue.add(work, turn('a', true))).toBe(true);
    expect(queue.add('a5', turn('a'))).toBe(false);
    expect(taken(queue)).toEqual(['a1', 'a2', 'a3', 'a4']);
  });

  it('keeps a place for each tenant where there are too many in all', () => {
    const queue = new FairQueue<string>(BOUNDS);
    for (const work of ['a1', 'a2', 'a3']) queue.add(work, turn('a'));
    for (const work of ['b1', 'b2']) queue.add(work, turn('b'));
    expect([queue.add('b3', turn('b')), queue.add('c1', turn('c')), queue.add('c2', turn('c'))]).toEqual([
      false,
      true,
      false,
    ]);
  });
});
