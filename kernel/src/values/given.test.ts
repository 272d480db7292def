import { expect, it } from 'vitest';
import { given } from './given.ts';

it('leaves out what was not said, and keeps null and what is false', () => {
  expect(given({ name: undefined, place: null, count: 0, text: '', isOn: false })).toStrictEqual({
    place: null,
    count: 0,
    text: '',
    isOn: false,
  });
});
