import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inOrderOfMoving, realign } from './realign.policy.ts';
import { instantOf, localOf, shiftLocal } from './wall-clock.policy.ts';

const promise = (startsLocal: string) => ({ startsLocal, startsAt: instantOf(startsLocal, 'Europe/Oslo') });
const HOUR_MS = 3_600_000;

describe('realigning', () => {
  it('takes both instants of a time that autumn repeats for kept', () => {
    const startsLocal = '2026-10-25T02:30';
    const both = ['2026-10-25T00:30Z', '2026-10-25T01:30Z'].map((at) => ({
      startsLocal,
      startsAt: new Date(at),
    }));
    expect(realign(both, 'Europe/Oslo')).toEqual([]);
  });

  it('names what moved when a zone gives up summer time, and nothing else', () => {
    const winter = promise('2027-01-12T18:00');
    const summer = promise('2027-07-13T18:00');
    const alwaysWinter = {
      instantOf: (local: string) => new Date(`${local}:00+01:00`),
      localOf: (at: Date) => new Date(at.getTime() + HOUR_MS).toISOString().slice(0, 16),
    };
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
        const later = {
          instantOf: (local: string, zone: string) => new Date(instantOf(local, zone).getTime() + HOUR_MS),
          localOf: (at: Date, zone: string) => localOf(new Date(at.getTime() - HOUR_MS), zone),
        };
        expect(realign(promises, 'Europe/Oslo', later)).toHaveLength(promises.length);
      }),
    );
  });
});

describe('the order of moving', () => {
  it('lets no session meet the next one before that has made way', () => {
    const hours = fc.uniqueArray(fc.integer({ min: 0, max: 200 }), { minLength: 1 });
    fc.assert(
      fc.property(hours, fc.integer({ min: -5, max: 5 }), (taken, by) => {
        const at = (hour: number) => new Date(hour * HOUR_MS);
        const occupied = new Set(taken);
        const drifted = taken.map((hour) => ({
          promised: { startsLocal: String(hour), startsAt: at(hour) },
          startsAt: at(hour + by),
        }));
        for (const { promised, startsAt } of inOrderOfMoving(drifted)) {
          occupied.delete(promised.startsAt.getTime() / HOUR_MS);
          expect(occupied.has(startsAt.getTime() / HOUR_MS)).toBe(false);
          occupied.add(startsAt.getTime() / HOUR_MS);
        }
      }),
    );
  });
});
