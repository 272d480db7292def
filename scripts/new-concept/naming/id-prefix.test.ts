import { describe, expect, it } from 'vitest';
import { idPrefixOf } from './id-prefix.ts';

describe('the prefix of ids', () => {
  it.each([
    ['deposit', 'dps'],
    ['waiting-list', 'wtn'],
    ['opening-hour-rule', 'ohr'],
    ['area', 'are'],
  ])('of %s is %s', (name, prefix) => {
    expect(idPrefixOf(name, new Set())).toBe(prefix);
  });

  it('is never one that another id begins with', () => {
    const taken = new Set<string>();
    for (let count = 0; count < 20; count += 1) {
      const prefix = idPrefixOf('deposit', taken);
      expect(taken).not.toContain(prefix);
      expect(prefix).toMatch(/^d[a-z]{2,3}$/);
      taken.add(prefix);
    }
  });

  it('is refused when none is left', () => {
    const everything = { has: () => true } as never;
    expect(() => idPrefixOf('deposit', everything)).toThrow('No prefix is left for the ids of "deposit"');
  });
});
