import { describe, expect, it } from 'vitest';
import { accessOf, callerRule, printAccess } from './access.ts';
import { allOf, anyOf, anyone, can, feature, gatewayOnly, isOwn, type Rule, signedIn } from './rules.ts';

class Note {
  readonly authorId = 'mbr_1';
}
const own = isOwn(Note, (note, { id }) => note.authorId === id);

describe('@access', () => {
  it.each<[string, Rule, string]>([
    ['an action', can('a.read'), '@access(actions: ["a.read"])'],
    [
      'one of several actions, or the value being their own',
      anyOf(can('a.read'), can('a.readAny'), own),
      '@access(actions: ["a.read","a.readAny"], own: true)',
    ],
    [
      'an action and a feature',
      allOf(can('a.read'), feature('f')),
      '@access(actions: ["a.read"], feature: "f")',
    ],
    ['who is signed in', signedIn, '@access(signedIn: true)'],
    ['everybody', anyone, '@access(anyone: true)'],
    ['nobody but the gateway', gatewayOnly, ''],
  ])('says %s', (_what, rule, text) => expect(printAccess(rule)).toBe(text));

  it.each<[string, Rule, Rule | null]>([
    ['an action', can('a.read'), allOf(anyOf(can('a.read')))],
    [
      'an action and a feature',
      allOf(can('a.read'), feature('f')),
      allOf(anyOf(can('a.read')), feature('f')),
    ],
    ['who is signed in', signedIn, allOf(anyOf(signedIn))],
    ['a feature alone', feature('f'), allOf(feature('f'))],
    ['nothing of values', anyOf(can('a.read'), own), null],
    ['nothing of what everybody may', anyone, null],
    ['nothing of what only the gateway may', gatewayOnly, null],
  ])('is read as a rule about callers: %s', (_what, rule, read) =>
    expect(callerRule(accessOf(rule))).toEqual(read),
  );
});
