import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { placesFor } from './place.policy.ts';

const HOUR_MS = 3_600_000;
const range = (from: number, to: number) => ({
  startsAt: new Date(from * HOUR_MS),
  endsAt: new Date(to * HOUR_MS),
});

describe('placesFor', () => {
  it.each([
    ['the first that is free', [range(1, 2)], [], ['a']],
    ['the next when the first is taken', [range(1, 2)], [{ resourceId: 'a', blocked: range(0, 3) }], ['b']],
    [
      'one after the other in the same place when they only touch',
      [range(1, 2), range(2, 3)],
      [],
      ['a', 'a'],
    ],
    ['what is left by the earlier ones', [range(1, 3), range(2, 4), range(2, 3)], [], ['a', 'b', null]],
    [
      'nothing where all are taken',
      [range(1, 2)],
      [
        { resourceId: 'a', blocked: range(0, 2) },
        { resourceId: 'b', blocked: range(1, 2) },
      ],
      [null],
    ],
    [
      'what others take of resources that are not asked for',
      [range(1, 2)],
      [{ resourceId: 'c', blocked: range(1, 2) }],
      ['a'],
    ],
  ])('gives %s', (_title, times, taken, places) => {
    const wanted = times.map((blocked) => [{ among: ['a', 'b'], blocked }]);
    const expected = places.map((place) => place && [place]);
    expect(placesFor(wanted, taken)).toEqual(expected);
  });

  it('gives all that is wanted at once or nothing, so that what is left serves the next', () => {
    const both = [
      { among: ['a', 'b'], blocked: range(1, 2) },
      { among: ['a'], blocked: range(0, 3) },
    ];
    const taken = [{ resourceId: 'b', blocked: range(4, 5) }];
    const later = (from: number) => both.map((want) => ({ ...want, blocked: range(from, from + 1) }));
    expect(placesFor([both, both, later(4), later(6)], taken)).toEqual([['b', 'a'], null, null, ['b', 'a']]);
  });

  it('never gives one resource twice at an instant, and nothing only where all are taken', () => {
    const span = fc.tuple(fc.integer({ min: 0, max: 40 }), fc.integer({ min: 1, max: 6 }));
    fc.assert(
      fc.property(fc.array(span, { maxLength: 30 }), fc.array(span, { maxLength: 10 }), (wanted, given) => {
        const times = wanted.map(([from, hours]) => range(from, from + hours));
        const taken = given.map(([from, hours], index) => ({
          resourceId: index % 2 === 0 ? 'a' : 'b',
          blocked: range(from, from + hours),
        }));
        const asked = times.map((blocked) => [{ among: ['a', 'b'], blocked }]);
        const places = placesFor(asked, taken).map((place) => place?.[0] ?? null);
        const isTaken = (id: string, hour: number, upTo: number) =>
          [
            ...taken.filter(({ resourceId }) => resourceId === id).map(({ blocked }) => blocked),
            ...times.slice(0, upTo).filter((_, index) => places[index] === id),
          ].some(
            ({ startsAt, endsAt }) =>
              startsAt <= new Date(hour * HOUR_MS) && new Date(hour * HOUR_MS) < endsAt,
          );
        wanted.forEach(([from, hours], index) => {
          const instants = Array.from({ length: hours }, (_, offset) => from + offset);
          const blocked = (id: string) => instants.some((hour) => isTaken(id, hour, index));
          const place = places[index] ?? null;
          expect(place).toBe(['a', 'b'].find((id) => !blocked(id)) ?? null);
        });
      }),
    );
  });
});
