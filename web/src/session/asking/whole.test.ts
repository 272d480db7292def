import { expect, test } from 'vitest';
import { nameOf } from '../name-of.ts';
import { isWhole } from './whole.ts';

test('an answer is whole when every field of the root has a value, whatever is missing further in', () => {
  expect(isWhole({ tenant: { plan: null }, plans: [] })).toBe(true);
});

test('an answer is not whole when one field of the root is null', () => {
  expect(isWhole({ tenant: null, plans: [] })).toBe(false);
});

test('a member whom nobody can name at present is unknown', () => {
  expect([nameOf({ name: 'Ingrid Berg' }), nameOf(null)]).toEqual(['Ingrid Berg', 'Unknown']);
});
