import { describe, expect, it } from 'vitest';
import { ruleOf, ruleWords, weekdayCode } from './series-rule.ts';

describe('the rule of a series', () => {
  it.each([
    [{ frequency: 'DAILY', weekdays: ['MO'], until: null }, 'FREQ=DAILY'],
    [{ frequency: 'WEEKLY', weekdays: ['TU', 'TH'], until: null }, 'FREQ=WEEKLY;BYDAY=TU,TH'],
    [{ frequency: 'WEEKLY', weekdays: [], until: '2026-12-31' }, 'FREQ=WEEKLY;BYDAY=SA;UNTIL=20261231'],
  ] as const)('of %o is %s', (recurrence, rule) => {
    expect(ruleOf(recurrence, '2026-11-21')).toBe(rule);
  });

  it.each([
    ['FREQ=DAILY', 'every day'],
    ['FREQ=WEEKLY;BYDAY=TU', 'every week on Tue'],
    ['FREQ=WEEKLY;BYDAY=MO,WE,FR;UNTIL=20261231', 'every week on Mon, Wed and Fri'],
    ['FREQ=WEEKLY', 'every week'],
    ['FREQ=MONTHLY;BYDAY=2TU', 'FREQ=MONTHLY;BYDAY=2TU'],
    ['FREQ=WEEKLY;INTERVAL=2', 'FREQ=WEEKLY;INTERVAL=2'],
  ])('%s reads: %s', (rule, words) => {
    expect(ruleWords(rule)).toBe(words);
  });

  it('knows the weekday of a date', () => {
    expect(weekdayCode('2026-11-23')).toBe('MO');
    expect(weekdayCode('2026-11-22')).toBe('SU');
  });
});
