import type { TimeRange } from '@freehold/kernel/values/time-range';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { apartFrom } from './apart.policy.ts';
import { placesFor } from './place.policy.ts';

const range = fc
  .tuple(fc.integer({ min: 0, max: 200 }), fc.integer({ min: 1, max: 20 }))
  .map(([start, length]): TimeRange => ({ startsAt: new Date(start), endsAt: new Date(start + length) }));

describe('times that are apart', () => {
  it('are those that a look at all others for each would find', () => {
    fc.assert(
      fc.property(fc.array(range), fc.array(range), (some, wanted) => {
        const taken = apartFrom([], some);
        const ordered = wanted.toSorted((left, right) => left.startsAt.getTime() - right.startsAt.getTime());
        const claimed = taken.map((blocked) => ({ resourceId: 'room', blocked }));
        const asked = ordered.map((blocked) => [{ among: ['room'], blocked }]);
        const places = placesFor(asked, claimed);
        expect(apartFrom(taken, wanted)).toEqual(ordered.filter((_, index) => places[index] !== null));
      }),
    );
  });
});
