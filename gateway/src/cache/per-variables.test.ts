import { describe, expect, it } from 'vitest';
import { frozen } from './frozen.ts';
import { PerVariables, type Variables } from './per-variables.ts';

function counting() {
  const known = new PerVariables<object, number>();
  let count = 0;
  const find = () => {
    count += 1;
    return count;
  };
  return (thing: object, variables: Variables) => known.of(thing, variables, find);
}

describe('PerVariables', () => {
  it('finds once what follows from variables that nobody can change', () => {
    const of = counting();
    const [thing, variables] = [{}, frozen({ first: 1 })];
    expect([of(thing, variables), of(thing, variables)]).toEqual([1, 1]);
  });

  it('finds anew for another thing, and for variables that are equal or can be changed', () => {
    const of = counting();
    const [thing, variables, open] = [{}, frozen({ first: 1 }), { first: 1 }];
    of(thing, variables);
    expect([of({}, variables), of(thing, frozen({ first: 1 })), of(thing, open), of(thing, open)]).toEqual([
      2, 3, 4, 5,
    ]);
  });
});
