import { Refused } from '../../workspace/refused.ts';

const LENGTH = 3;

/** The ways to go on with one of the letters after `from`, nearest first. */
function* continuations(letters: string, from: number, missing: number): Generator<string> {
  if (missing === 0) {
    yield '';
    return;
  }
  for (let index = from; index < letters.length; index += 1)
    for (const rest of continuations(letters, index + 1, missing - 1))
      yield `${letters.charAt(index)}${rest}`;
}

function* candidates(kebab: string): Generator<string> {
  const words = kebab.split('-');
  const initials = words.map((word) => word.charAt(0)).join('');
  if (words.length >= LENGTH) yield initials.slice(0, LENGTH);
  const letters = words.join('');
  const consonants = letters.charAt(0) + letters.slice(1).replace(/[aeiou]/g, '');
  for (const word of [consonants, letters])
    for (const rest of continuations(word, 1, LENGTH - 1)) yield word.charAt(0) + rest;
  for (const last of 'abcdefghijklmnopqrstuvwxyz') yield letters.slice(0, LENGTH) + last;
}

/**
 * Three letters of a name that no other id begins with, consonants before vowels: `wtn` of `waiting-list`;
 * four when all threes are taken.
 * @throws {Refused} when those are taken, too.
 */
export function idPrefixOf(kebab: string, taken: ReadonlySet<string>): string {
  for (const candidate of candidates(kebab)) if (!taken.has(candidate)) return candidate;
  throw new Refused(`No prefix is left for the ids of "${kebab}"; choose another name.`);
}
