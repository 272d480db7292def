import { describe, expect, it } from 'vitest';
import { busy, calendar, spans, understood } from '../../test/busy-scene.ts';

const dailyFor = (events: number) =>
  calendar(
    ...Array.from({ length: events }, (_, index) => [
      `UID:${index}`,
      'DTSTART:20261201T000000Z',
      'DURATION:PT1H',
      'RRULE:FREQ=DAILY',
    ]),
  );

describe('what is odd in another calendar', () => {
  const at = ['UID:a', 'DTSTART;TZID=Europe/Oslo:20261201T100000'];
  const anHour = [...at, 'DURATION:PT1H'];
  const weekly = [...anHour, 'RRULE:FREQ=WEEKLY;COUNT=3'];
  const day = (number: number, from: string, to: string) => [
    `2026-12-${String(number).padStart(2, '0')}T${from}:00.000Z`,
    `2026-12-${String(number).padStart(2, '0')}T${to}:00.000Z`,
  ];
  const threeWeeks = [1, 8, 15].map((number) => day(number, '09:00', '10:00'));

  it.each([
    ['EXDATE with a mere date', [...weekly, 'EXDATE;VALUE=DATE:20261208'], [threeWeeks[0], threeWeeks[2]]],
    [
      'several days in one EXDATE',
      [...weekly, 'EXDATE;TZID=Europe/Oslo:20261208T100000,20261215T100000'],
      [threeWeeks[0]],
    ],
    ['EXDATE in UTC', [...weekly, 'EXDATE:20261208T090000Z'], [threeWeeks[0], threeWeeks[2]]],
    [
      'RDATE with a PERIOD that has an end',
      [...anHour, 'RDATE;VALUE=PERIOD:20261203T120000Z/20261203T150000Z'],
      [threeWeeks[0], day(3, '12:00', '15:00')],
    ],
    [
      'RDATE with a PERIOD that has a length',
      [...anHour, 'RDATE;VALUE=PERIOD;TZID=Europe/Oslo:20261203T120000/PT2H30M'],
      [threeWeeks[0], day(3, '11:00', '13:30')],
    ],
    [
      'RDATE without a PERIOD',
      [...anHour, 'RDATE;TZID=Europe/Oslo:20261203T120000'],
      [threeWeeks[0], day(3, '11:00', '12:00')],
    ],
    [
      'DTSTART beside its rule',
      [...anHour, 'RRULE:FREQ=WEEKLY;BYDAY=WE;COUNT=2'],
      [threeWeeks[0], ...[2, 9].map((number) => day(number, '09:00', '10:00'))],
    ],
    ['a length of days', [...at, 'DURATION:P1D'], [['2026-12-01T09:00:00.000Z', '2026-12-02T09:00:00.000Z']]],
    [
      'a day in spring that has 23 hours',
      ['UID:a', 'DTSTART;VALUE=DATE:20270328'],
      [['2027-03-27T23:00:00.000Z', '2027-03-28T22:00:00.000Z']],
    ],
    [
      'two days, the second of 23 hours',
      ['UID:a', 'DTSTART;VALUE=DATE:20270327', 'DTEND;VALUE=DATE:20270329'],
      [['2027-03-26T23:00:00.000Z', '2027-03-28T22:00:00.000Z']],
    ],
    ['times that float', ['UID:a', 'DTSTART:20261201T100000', 'DTEND:20261201T110000'], [threeWeeks[0]]],
    [
      'a zone in another case',
      ['UID:a', 'DTSTART;TZID=europe/oslo:20261201T100000', 'DURATION:PT1H'],
      [threeWeeks[0]],
    ],
    ['CANCELLED', [...anHour, 'STATUS:CANCELLED'], []],
    ['cancelled in small letters', [...anHour, 'STATUS:cancelled'], []],
    ['TENTATIVE', [...anHour, 'STATUS:TENTATIVE'], [threeWeeks[0]]],
    ['TRANSPARENT', [...anHour, 'TRANSP:TRANSPARENT'], []],
    ['OPAQUE', [...anHour, 'TRANSP:OPAQUE'], [threeWeeks[0]]],
  ])('%s is understood', (_, lines, expected) => {
    const { events, failures } = busy(lines);
    expect(failures).toEqual([]);
    expect(events.map(({ startsAt, endsAt }) => [startsAt.toISOString(), endsAt.toISOString()])).toEqual(
      expected,
    );
  });

  it.each([
    ['another calendar than that of Gregory', 'RRULE:RSCALE=CHINESE;FREQ=YEARLY', 'RSCALE=CHINESE'],
    ['days around Easter', 'RRULE:FREQ=YEARLY;BYEASTER=1', 'BYEASTER=1'],
    ['what is skipped', 'RRULE:FREQ=MONTHLY;BYMONTHDAY=31;SKIP=FORWARD', 'SKIP=FORWARD'],
    ['a part of its own', 'RRULE:FREQ=WEEKLY;X-ODD=1', 'X-ODD=1'],
    ['seconds', 'RRULE:FREQ=DAILY;BYSECOND=30', 'BYSECOND=30'],
    ['every hour', 'RRULE:FREQ=HOURLY', 'FREQ is one of'],
    ['a month that is none', 'RRULE:FREQ=YEARLY;BYMONTH=13', 'BYMONTH is from 1 to 12'],
    ['a count beyond reason', 'RRULE:FREQ=DAILY;COUNT=100000', 'counts 1 to 500'],
    ['prose', 'RRULE:every tuesday', 'every tuesday'],
    ['nothing', 'RRULE:', 'is no part of a rule'],
    ['one rule and another', 'RRULE:FREQ=DAILY;COUNT=2\r\nRRULE:FREQ=WEEKLY;COUNT=2', 'at most one RRULE'],
    ['times out by a rule', 'EXRULE:FREQ=WEEKLY;COUNT=2', 'EXRULE'],
    ['no length', 'DTEND;TZID=Europe/Oslo:20261201T100000', 'does not end after'],
    ['a negative length', 'DURATION:-PT1H', 'does not end after'],
  ])('a rule with %s is told with its event, and nothing of it is taken', (_, line, reason) => {
    const sound = ['UID:z', 'DTSTART:20261202T100000Z', 'DTEND:20261202T110000Z'];
    const hasLength = /^(DTEND|DURATION)/.test(line);
    const { events, failures } = busy([...(hasLength ? at : anHour), line], sound);
    expect(events.map(({ uid }) => uid)).toEqual(['z']);
    expect(failures).toEqual([
      { uid: 'a', recurrenceId: '', code: 'INVALID', message: expect.stringContaining(reason) },
    ]);
  });

  it('what is said of an occurrence and all that follow moves them, but for those of which more is said', () => {
    const change = (number: number, ...lines: string[]) => [
      'UID:a',
      `RECURRENCE-ID;TZID=Europe/Oslo:202612${number}T100000`,
      ...lines,
    ];
    const following = [
      'UID:a',
      'RECURRENCE-ID;RANGE=THISANDFUTURE;TZID=Europe/Oslo:20261208T100000',
      'DTSTART;TZID=Europe/Oslo:20261209T110000',
      'DURATION:PT2H',
    ];
    const alone = change(22, 'DTSTART;TZID=Europe/Oslo:20261222T180000', 'DURATION:PT1H');
    const out = change(15, 'DTSTART;TZID=Europe/Oslo:20261215T100000', 'DURATION:PT1H', 'STATUS:CANCELLED');
    const series = [...anHour, 'RRULE:FREQ=WEEKLY;COUNT=5'];
    expect(spans(alone, following, out, series).toSorted()).toEqual([
      day(1, '09:00', '10:00'),
      day(9, '10:00', '12:00'),
      day(22, '17:00', '18:00'),
      day(30, '10:00', '12:00'),
    ]);
  });

  it('what is canceled from an occurrence on is free, and what is moved beyond is out of the question', () => {
    const until = (range: string, ...lines: string[]) => [
      'UID:a',
      `RECURRENCE-ID;RANGE=${range};TZID=Europe/Oslo:20261208T100000`,
      'DTSTART;TZID=Europe/Oslo:20261208T100000',
      'DURATION:PT1H',
      ...lines,
    ];
    expect(spans(weekly, until('THISANDFUTURE', 'STATUS:CANCELLED'))).toEqual([threeWeeks[0]]);
    expect(busy(weekly, until('THISANDPRIOR')).failures).toMatchObject([{ uid: 'a', code: 'INVALID' }]);
  });

  it.each([
    ['events', calendar(...Array.from({ length: 20_001 }, () => ['UID:a'])), { eventsMax: 20_000 }],
    [
      'rules',
      calendar(...Array.from({ length: 2001 }, () => ['UID:a', 'RRULE:FREQ=DAILY'])),
      { rulesMax: 2000 },
    ],
    [
      'days in a line',
      calendar(['UID:a', `RDATE:${'20261201T100000Z,'.repeat(40_000)}`]),
      { charactersMax: 500_000 },
    ],
    ['times', dailyFor(52), { timesMax: 20_000 }],
  ])('is refused for too many %s', (_, text, data) => {
    expect(() => understood(text)).toThrow(expect.objectContaining({ code: 'CALENDAR_TOO_LARGE', data }));
  });
});
