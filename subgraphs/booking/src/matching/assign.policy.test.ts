import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { assign } from './assign.policy.ts';

/** Whether each want can have one of its own, found by trying everything. */
function isPossible([first, ...others]: readonly (readonly string[])[]): boolean {
  if (!first) return true;
  return first.some((key) => isPossible(others.map((keys) => keys.filter((other) => other !== key))));
}

describe('assign', () => {
  it.each([
    ['the first of each', [['a', 'b'], ['c']], ['a', 'c']],
    [
      'none twice',
      [
        ['a', 'b'],
        ['a', 'b'],
      ],
      ['a', 'b'],
    ],
    ['another one to who can do with it', [['a', 'b'], ['a']], ['b', 'a']],
    ['others in a chain', [['a', 'b'], ['a', 'c'], ['a']], ['b', 'c', 'a']],
    ['nothing where one has none', [['a'], []], null],
    ['nothing where two want the only one', [['a'], ['a']], null],
    ['nothing for nothing', [], []],
  ])('gives %s', (_what, wants, expected) => {
    expect(assign(wants)).toEqual(expected);
  });

  it('gives each want one of its own whenever that is possible', () => {
    const wants = fc.array(fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd', 'e')), { maxLength: 6 });
    fc.assert(
      fc.property(wants, (asked) => {
        const given = assign(asked);
        expect(given !== null).toBe(isPossible(asked));
        expect(new Set(given).size).toBe(given?.length ?? 0);
        for (const [index, key] of (given ?? []).entries()) expect(asked[index]).toContain(key);
      }),
    );
  });
});
