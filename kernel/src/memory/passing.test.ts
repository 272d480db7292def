import { expect, test } from 'vitest';
import { Passing } from './passing.ts';
import { keptBytes } from './young-garbage.ts';

const UNDER_WAY = 8;
const MB = 1_024 * 1_024;

interface Store {
  set(name: string, value: object): unknown;
  delete(name: string): unknown;
}

/** What is kept of 4,000 that have passed, 16 kB each, in a store that has grown old. */
function keptIn(store: Store): number {
  const pass = (index: number) => {
    store.delete(`${index - UNDER_WAY}`);
    store.set(`${index}`, new Array<number>(2_048).fill(0));
  };
  Array.from({ length: UNDER_WAY }, (_, index) => pass(index));
  return keptBytes(4_000, (index) => pass(index + UNDER_WAY));
}

test('what has passed is let go of with the young garbage, which a map does not do', () => {
  expect(keptIn(new Passing())).toBeLessThan(2 * MB);
  expect(keptIn(new Map())).toBeGreaterThan(10 * MB);
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
