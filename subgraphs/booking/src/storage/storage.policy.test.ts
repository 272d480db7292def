import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { megabytesOf } from './storage.policy.ts';

describe('the megabytes of bytes', () => {
  it.each([
    [0, 0],
    [1, 1],
    [1_048_576, 1],
    [1_048_577, 2],
  ])('of %i are %i', (bytes, megabytes) => {
    expect(megabytesOf(bytes)).toBe(megabytes);
  });

  it('counted as files come and go are those of what is left, and 0 when nothing is', () => {
    const sizes = fc.array(fc.integer({ min: 1, max: 10_000_000 }), { maxLength: 50 });
    fc.assert(
      fc.property(sizes, (files) => {
        let [bytes, counted] = [0, 0];
        const count = (change: number) => {
          counted += megabytesOf(bytes + change) - megabytesOf(bytes);
          bytes += change;
        };
        for (const file of files) {
          count(file);
          expect(counted).toBe(megabytesOf(bytes));
        }
        for (const file of files.reverse()) count(-file);
        expect(counted).toBe(0);
      }),
    );
  });
});
