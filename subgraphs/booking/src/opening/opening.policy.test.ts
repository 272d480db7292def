import { describe, expect, it } from 'vitest';
import { type Calendar, daysOf, isOpenThroughout, openRanges, type Timetable } from './opening.policy.ts';

const rangeOf = (startsAt: string, endsAt: string) => ({
  startsAt: new Date(startsAt),
  endsAt: new Date(endsAt),
});
const minutes = (clock: string) => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3));
const hours = (opens: string, closes: string) => ({
  opensMinute: minutes(opens),
  closesMinute: minutes(closes),
});
const daily = (opens: string, closes: string): Timetable => ({
  weekly: [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({ weekday, ...hours(opens, closes) })),
  exceptions: [],
});
const inOslo = (...timetables: Timetable[]): Calendar => ({ timeZone: 'Europe/Oslo', timetables });
const openOn = (calendar: Calendar, from: string, to: string) =>
  openRanges(calendar, rangeOf(from, to)).map(
    ({ startsAt, endsAt }) => `${startsAt.toISOString()} ${endsAt.toISOString()}`,
  );

describe('opening hours in Oslo', () => {
  const spring = ['2026-03-28T23:00:00Z', '2026-03-29T22:00:00Z'] as const;
  const autumn = ['2026-10-24T22:00:00Z', '2026-10-25T23:00:00Z'] as const;

  it.each([
    ['around the gap are an hour shorter', spring, '01:00', '05:00', '00:00 03:00'],
    ['that open in the gap open an hour later on the wall', spring, '02:30', '05:00', '01:30 03:00'],
    ['that close in the gap close an hour later on the wall', spring, '01:00', '02:30', '00:00 01:30'],
    ['inside the gap move behind it', spring, '02:15', '02:45', '01:15 01:45'],
    ['that would end before they begin are none', spring, '02:30', '03:00', null],
    ['around the overlap are an hour longer', autumn, '01:00', '05:00', '-23:00 04:00'],
    ['that open in the overlap open the first time', autumn, '02:30', '05:00', '00:30 04:00'],
    ['that close in the overlap close the first time', autumn, '01:00', '02:30', '-23:00 00:30'],
    ['of the whole day in spring last 23 hours', spring, '00:00', '24:00', '-23:00 22:00'],
    ['of the whole day in autumn last 25 hours', autumn, '00:00', '24:00', '-22:00 23:00'],
  ] as const)('%s', (_what, [from, to], opens, closes, expected) => {
    const day = to.slice(0, 10);
    const instant = (clock: string) =>
      clock.startsWith('-') ? `${from.slice(0, 10)}T${clock.slice(1)}` : `${day}T${clock}`;
    const wanted = expected
      ?.split(' ')
      .map((clock) => `${instant(clock)}:00.000Z`)
      .join(' ');
    expect(openOn(inOslo(daily(opens, closes)), from, to)).toEqual(wanted ? [wanted] : []);
  });

  it('that touch at midnight are one stretch', () => {
    const night: Timetable = {
      weekly: [
        { weekday: 1, ...hours('22:00', '24:00') },
        { weekday: 2, ...hours('00:00', '02:00') },
      ],
      exceptions: [],
    };
    expect(openOn(inOslo(night), '2026-11-23T00:00:00Z', '2026-11-25T00:00:00Z')).toEqual([
      '2026-11-23T21:00:00.000Z 2026-11-24T01:00:00.000Z',
    ]);
  });
});

describe('exceptions', () => {
  const date = '2026-12-24';
  const day = ['2026-12-23T23:00:00Z', '2026-12-24T23:00:00Z'] as const;
  const usual = daily('09:00', '17:00');
  const always: Timetable = { weekly: [], exceptions: [] };
  it.each([
    ['close a day', usual, { isClosed: true, hours: [] }, []],
    ['close a day of what is always open', always, { isClosed: true, hours: [] }, []],
    ['open a day longer', usual, { isClosed: false, hours: [hours('17:00', '20:00')] }, ['08:00 19:00']],
    ['give a day other hours', usual, { isClosed: true, hours: [hours('10:00', '13:00')] }, ['09:00 12:00']],
  ])('%s', (_what, timetable, exception, expected) => {
    const calendar = inOslo({ ...timetable, exceptions: [{ date, ...exception }] });
    expect(openOn(calendar, ...day)).toEqual(
      expected.map((clocks) =>
        clocks
          .split(' ')
          .map((clock) => `${date}T${clock}:00.000Z`)
          .join(' '),
      ),
    );
  });
  it('leave the days beside them as they are', () => {
    const calendar = inOslo({ ...usual, exceptions: [{ date, isClosed: true, hours: [] }] });
    expect(openOn(calendar, '2026-12-22T23:00:00Z', '2026-12-25T23:00:00Z')).toEqual([
      '2026-12-23T08:00:00.000Z 2026-12-23T16:00:00.000Z',
      '2026-12-25T08:00:00.000Z 2026-12-25T16:00:00.000Z',
    ]);
  });
});

describe('a calendar', () => {
  it('is open while both the resource and its location are', () => {
    const calendar = inOslo(daily('07:00', '15:00'), daily('09:00', '21:00'));
    expect(openOn(calendar, '2026-11-23T00:00:00Z', '2026-11-23T23:00:00Z')).toEqual([
      '2026-11-23T08:00:00.000Z 2026-11-23T14:00:00.000Z',
    ]);
  });
  it('is always open without any hours', () => {
    const range = ['2026-11-23T00:00:00.000Z', '2026-11-30T00:00:00.000Z'] as const;
    expect(openOn(inOslo({ weekly: [], exceptions: [] }), ...range)).toEqual([range.join(' ')]);
    expect(openOn(inOslo(), ...range)).toEqual([range.join(' ')]);
  });
  it.each([
    ['from its first to its last instant', '08:00', '16:00', true],
    ['not a minute sooner', '07:59', '16:00', false],
    ['not a minute later', '08:00', '16:01', false],
    ['not in the night', '20:00', '21:00', false],
  ])('can be had %s', (_what, starts, ends, isOpen) => {
    const range = rangeOf(`2026-11-23T${starts}:00Z`, `2026-11-23T${ends}:00Z`);
    expect(isOpenThroughout(inOslo(daily('09:00', '17:00')), range)).toBe(isOpen);
  });
  it('touches the local days of a range, both ends included', () => {
    expect(daysOf(rangeOf('2026-11-23T22:30:00Z', '2026-11-25T23:00:00Z'), 'Europe/Oslo')).toEqual([
      '2026-11-23',
      '2026-11-24',
      '2026-11-25',
      '2026-11-26',
    ]);
  });
});
