import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { realign } from './realign.policy.ts';
import { instantOf, shiftLocal } from './wall-clock.policy.ts';

const promise = (startsLocal: string) => ({ startsLocal, startsAt: instantOf(startsLocal, 'Europe/Oslo') });

describe('realigning', () => {
  it('names what moved when a zone gives up summer time, and nothing else', () => {
    const winter = promise('2027-01-12T18:00');
    const summer = promise('2027-07-13T18:00');
    const alwaysWinter = (local: string) => new Date(`${local}:00+01:00`);
    expect(realign([winter, summer], 'Europe/Oslo', alwaysWinter)).toEqual([
      { promised: summer, startsAt: new Date('2027-07-13T17:00:00Z') },
    ]);
  });

  it('names nothing while the rules are the same, and everything when each hour is another one', () => {
    const locals = fc
      .array(fc.integer({ min: 0, max: 600_000 }))
      .map((minutes) => minutes.map((minute) => promise(shiftLocal('2026-01-01T00:00', minute))));
    fc.assert(
      fc.property(locals, (promises) => {
        expect(realign(promises, 'Europe/Oslo')).toEqual([]);
        const later = (local: string, zone: string) => new Date(instantOf(local, zone).getTime() + 3_600_000);
        expect(realign(promises, 'Europe/Oslo', later)).toHaveLength(promises.length);
      }),
    );
  });
});
