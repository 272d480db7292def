import { describe, expect, it } from 'vitest';
import { pluralOf, withArticle, wordsOf } from './words.ts';

describe('the words of a name', () => {
  it('are spelled for code, tables and sentences', () => {
    expect(wordsOf('waiting-list')).toEqual({
      kebab: 'waiting-list',
      pascal: 'WaitingList',
      camel: 'waitingList',
      snake: 'waiting_list',
      spoken: 'waiting list',
      one: 'a waiting list',
      manyCamel: 'waitingLists',
      manyPascal: 'WaitingLists',
      manySpoken: 'waiting lists',
    });
  });

  it.each([
    ['deposit', 'deposits'],
    ['class', 'classes'],
    ['box', 'boxes'],
    ['branch', 'branches'],
    ['wish', 'wishes'],
    ['quiz', 'quizzes'],
    ['waltz', 'waltzes'],
    ['category', 'categories'],
    ['day', 'days'],
    ['person', 'people'],
  ])('make of one %s many %s', (one, many) => {
    expect(pluralOf(one)).toBe(many);
  });

  it.each(['a deposit', 'an offering', 'an hour', 'a unit', 'a user', 'an update'])('say %s', (spoken) => {
    expect(withArticle(spoken.slice(spoken.indexOf(' ') + 1))).toBe(spoken);
  });
});
