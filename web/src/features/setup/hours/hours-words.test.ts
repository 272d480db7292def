import { describe, expect, it } from 'vitest';
import { weekWords } from './hours-words.ts';

const on = (weekdays: number[], opensAt: string, closesAt: string) =>
  weekdays.map((weekday) => ({ weekday, opensAt, closesAt }));

describe('a week of opening hours', () => {
  it('without any is always open', () => {
    expect(weekWords([])).toBe('Always open');
  });

  it('joins days of the same hours and leaves closed days out', () => {
    expect(weekWords([...on([1, 2, 3, 4, 5], '06:00', '22:00'), ...on([6], '09:00', '15:00')])).toBe(
      'Mon–Fri 06:00–22:00, Sat 09:00–15:00',
    );
  });

  it('says both stretches of a day in the order of the clock', () => {
    expect(weekWords([...on([2], '13:00', '24:00'), ...on([2], '08:00', '12:00')])).toBe(
      'Tue 08:00–12:00 and 13:00–24:00',
    );
  });

  it('does not join across a closed day', () => {
    expect(weekWords(on([1, 3], '10:00', '14:00'))).toBe('Mon 10:00–14:00, Wed 10:00–14:00');
  });
});
