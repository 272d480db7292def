import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, test } from 'vitest';
import { Passing } from './passing.ts';

const UNDER_WAY = 8;
const PASSES = 4_000;
const KB = 1_024;

setFlagsFromString('--expose-gc');
const collect: (options: { readonly type: 'minor' }) => void = runInNewContext('gc');

/** What is young and can be reached from nothing that is alive is let go of; what is old stays. */
function collectYoung(): void {
  for (const _ of [1, 2, 3]) collect({ type: 'minor' });
}

function large(): number[] {
  return new Array<number>(2 * KB).fill(0);
}

/** How much is kept of what has passed, 16 kB each, in a store that is old. */
function keptOf(store: { set(name: string, value: object): unknown; delete(name: string): unknown }): number {
  for (let at = 0; at < UNDER_WAY; at += 1) store.set(`${at}`, large());
  collectYoung();
  const before = process.memoryUsage().heapUsed;
  for (let at = UNDER_WAY; at < PASSES; at += 1) {
    store.delete(`${at - UNDER_WAY}`);
    store.set(`${at}`, large());
    if (at % 500 === 0) collectYoung();
  }
  collectYoung();
  return process.memoryUsage().heapUsed - before;
}

test('what has passed is let go of with the young garbage, which a map does not do', () => {
  expect(keptOf(new Passing())).toBeLessThan(2 * KB * KB);
  expect(keptOf(new Map())).toBeGreaterThan(10 * KB * KB);
});

test('it knows what is in it, and names that objects have by themselves', () => {
  const passing = new Passing();
  const [one, other] = [{}, {}];
  expect(passing.get('constructor')).toBeUndefined();
  passing.set('__proto__', one);
  passing.set('__proto__', other);
  passing.set('3', one);
  expect([passing.get('__proto__') === other, passing.size]).toEqual([true, 2]);
  expect(passing.all()).toEqual([one, other]);
  passing.delete('3');
  passing.delete('none');
  passing.delete('__proto__');
  expect([passing.get('__proto__'), passing.size]).toEqual([undefined, 0]);
});
