import { describe, expect, it } from 'vitest';
import { canonicalInput } from './canonical-input.ts';

describe('the canonical form of an input', () => {
  it.each([
    ['a field that is null', { a: 1, b: null }, { a: 1 }],
    ['a field that is undefined', { a: 1, b: undefined }, { a: 1 }],
    ['a field of a part', { a: { b: null, c: 1 } }, { a: { c: 1 } }],
    ['a field of one of a list', { a: [{ b: null }] }, { a: [{}] }],
    ['a time', { at: new Date('2026-01-01T00:00Z'), b: null }, { at: '2026-01-01T00:00:00.000Z' }],
  ])('is the same with and without %s', (_what, left, right) => {
    expect(canonicalInput(left, false)).toBe(canonicalInput(right, false));
  });

  it.each([
    ['null and nothing where null clears', { a: 1, b: null }, { a: 1 }, true],
    ['null and nothing of a part where null clears', { a: { b: null } }, { a: {} }, true],
    ['null and nothing inside of a list', { a: [null] }, { a: [] }, false],
    ['a part and nothing', { a: {} }, {}, false],
    ['an empty text and nothing', { a: '' }, {}, false],
    ['0 and nothing', { a: 0 }, {}, false],
    ['false and nothing', { a: false }, {}, false],
    ['an empty list and nothing', { a: [] }, {}, false],
    ['a number and its text', { a: 1 }, { a: '1' }, false],
  ])('is another one for %s', (_what, left, right, nullClears) => {
    expect(canonicalInput(left, nullClears)).not.toBe(canonicalInput(right, nullClears));
  });

  it('is the same with and without what is undefined where null clears', () => {
    expect(canonicalInput({ a: 1, b: undefined }, true)).toBe(canonicalInput({ a: 1 }, true));
  });
});
