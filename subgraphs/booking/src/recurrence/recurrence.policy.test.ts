import fc from 'fast-check';
import { RRuleTemporal } from 'rrule-temporal';
import { describe, expect, it } from 'vitest';
import { localStartsOf, type Recurrence } from './recurrence.policy.ts';

const year = { from: '2026-01-01T00:00', to: '2027-01-01T00:00' };
const recurrence = (rule: string, startsLocal = '2026-03-02T18:00'): Recurrence => ({
  rule,
  startsLocal,
  timeZone: 'Europe/Oslo',
  exdates: [],
  rdates: [],
});

describe('a recurrence', () => {
  it.each([
    ['FREQ=WEEKLY;COUNT=3', ['2026-03-02T18:00', '2026-03-09T18:00', '2026-03-16T18:00']],
    ['RRULE:FREQ=DAILY;INTERVAL=2;COUNT=2', ['2026-03-02T18:00', '2026-03-04T18:00']],
    ['FREQ=MONTHLY;BYDAY=-1FR;COUNT=2', ['2026-03-27T18:00', '2026-04-24T18:00']],
    ['FREQ=DAILY;BYHOUR=9,18;COUNT=3', ['2026-03-02T18:00', '2026-03-03T09:00', '2026-03-03T18:00']],
    ['FREQ=WEEKLY;UNTIL=20260309', ['2026-03-02T18:00', '2026-03-09T18:00']],
    ['FREQ=WEEKLY;UNTIL=20260309T180000', ['2026-03-02T18:00', '2026-03-09T18:00']],
    ['FREQ=WEEKLY;UNTIL=20260309T170000Z', ['2026-03-02T18:00', '2026-03-09T18:00']],
    ['FREQ=WEEKLY;UNTIL=20260309T165959Z', ['2026-03-02T18:00']],
  ])('of %s has the starts of RFC 5545', (rule, starts) => {
    expect(localStartsOf(recurrence(rule), year)).toEqual(starts);
  });

  it('keeps its wall time over both changes of the clock, also where the day has no such time', () => {
    const spring = { from: '2026-03-28T00:00', to: '2026-03-31T00:00' };
    expect(localStartsOf(recurrence('FREQ=DAILY', '2026-03-28T02:30'), spring)).toEqual([
      '2026-03-28T02:30',
      '2026-03-29T02:30',
      '2026-03-30T02:30',
    ]);
  });

  it('adds days, takes days out, and says each once', () => {
    const changed = {
      ...recurrence('FREQ=WEEKLY;COUNT=3'),
      rdates: ['2026-03-09T18:00', '2026-03-20T12:00'],
      exdates: ['2026-03-16T18:00'],
    };
    expect(localStartsOf(changed, year)).toEqual([
      '2026-03-02T18:00',
      '2026-03-09T18:00',
      '2026-03-20T12:00',
    ]);
  });

  it('has its start and not its end in a range', () => {
    const range = { from: '2026-03-09T18:00', to: '2026-03-16T18:00' };
    expect(localStartsOf(recurrence('FREQ=WEEKLY'), range)).toEqual(['2026-03-09T18:00']);
  });

  it.each([
    ['no rule at all', ''],
    ['prose', 'every tuesday'],
    ['no frequency', 'INTERVAL=2'],
    ['each second', 'FREQ=SECONDLY'],
    ['each minute', 'FREQ=MINUTELY;INTERVAL=30'],
    ['each hour', 'FREQ=HOURLY'],
    ['a 32nd day', 'FREQ=MONTHLY;BYMONTHDAY=32'],
    ['a day 0', 'FREQ=MONTHLY;BYMONTHDAY=1,0'],
    ['a 13th month', 'FREQ=DAILY;BYMONTH=13'],
    ['a month from the end', 'FREQ=DAILY;BYMONTH=-1'],
    ['a 25th hour', 'FREQ=DAILY;BYHOUR=10,24'],
    ['a 61st minute', 'FREQ=DAILY;BYMINUTE=60'],
    ['a 400th day of the year', 'FREQ=YEARLY;BYYEARDAY=400'],
    ['a 54th week', 'FREQ=YEARLY;BYWEEKNO=54'],
    ['a 0th of each', 'FREQ=MONTHLY;BYDAY=MO;BYSETPOS=0'],
    ['letters for a number', 'FREQ=MONTHLY;BYMONTHDAY=MO'],
    ['too long a step', 'FREQ=DAILY;INTERVAL=1001'],
    ['10,000 occurrences', 'FREQ=DAILY;COUNT=10000'],
    ['10,000 days until its end', 'FREQ=DAILY;UNTIL=20530718T000000Z'],
    [
      'every minute of the day',
      `FREQ=DAILY;BYHOUR=${[...Array(24).keys()]};BYMINUTE=${[...Array(60).keys()]}`,
    ],
    ['more than 500 in a year', 'FREQ=DAILY;BYHOUR=8,18'],
    ['seconds', 'FREQ=DAILY;BYSECOND=1,2,3'],
    ['a part that is none', 'FREQ=DAILY;X-FOO=1'],
    ['a part twice', 'FREQ=DAILY;COUNT=2;COUNT=3'],
    ['an interval of nothing', 'FREQ=DAILY;INTERVAL=0'],
    ['a count of nothing', 'FREQ=DAILY;COUNT=0'],
    ['a weekday that is none', 'FREQ=WEEKLY;BYDAY=XX'],
    ['both ends', 'FREQ=DAILY;COUNT=2;UNTIL=20260401T000000Z'],
    ['an end that is no day', 'FREQ=DAILY;UNTIL=20269999'],
    ['an end that is text', 'FREQ=DAILY;UNTIL=FOREVER'],
    ['501 characters', `FREQ=DAILY;BYMONTH=${'1,'.repeat(250)}1`],
  ])('with %s is refused', (_, rule) => {
    expect(() => localStartsOf(recurrence(rule), year)).toThrow(expect.objectContaining({ code: 'INVALID' }));
  });
});

describe('any rule', () => {
  const days = fc.uniqueArray(fc.constantFrom('MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'), { minLength: 1 });
  const rules = fc
    .record({
      freq: fc.oneof(
        fc.record({ name: fc.constant('DAILY'), by: fc.constantFrom('', ';BYMONTH=2,6,10') }),
        fc.record({ name: fc.constant('WEEKLY'), by: days.map((list) => `;BYDAY=${list}`) }),
        fc.record({
          name: fc.constant('MONTHLY'),
          by: fc.oneof(
            fc.integer({ min: 1, max: 31 }).map((day) => `;BYMONTHDAY=${day}`),
            fc
              .tuple(fc.integer({ min: -5, max: 5 }).filter(Boolean), fc.constantFrom('MO', 'FR', 'SU'))
              .map(([nth, day]) => `;BYDAY=${nth}${day}`),
          ),
        }),
        fc.record({ name: fc.constant('YEARLY'), by: fc.constantFrom('', ';BYMONTH=1,4;BYMONTHDAY=31,-1') }),
      ),
      interval: fc.integer({ min: 1, max: 5 }),
      end: fc.oneof(
        fc.constant(''),
        fc.integer({ min: 1, max: 300 }).map((count) => `;COUNT=${count}`),
        fc.integer({ min: 1, max: 28 }).map((day) => `;UNTIL=202609${String(day).padStart(2, '0')}T000000Z`),
      ),
    })
    .map(({ freq, interval, end }) => `FREQ=${freq.name};INTERVAL=${interval}${freq.by}${end}`);
  const starts = fc
    .tuple(fc.integer({ min: 0, max: 300 }), fc.integer({ min: 4, max: 23 }))
    .map(([day, hour]) => new Date(Date.UTC(2026, 0, 1 + day, hour)).toISOString().slice(0, 16));

  it('has the occurrences that rrule-temporal gives it in its zone, where no clock changes at that time', () => {
    fc.assert(
      fc.property(rules, starts, (rule, start) => {
        const peer = new RRuleTemporal({
          rruleString: `DTSTART;TZID=Europe/Oslo:${start.replaceAll(/[-:]/g, '')}00\nRRULE:${rule}`,
        });
        const peers = peer.between(new Date('2026-01-01T00:00Z'), new Date('2027-02-05T00:00Z'), true);
        const ours = localStartsOf(recurrence(rule, start), {
          from: '2026-01-01T01:00',
          to: '2027-02-05T01:00',
        });
        expect(ours).toEqual(peers.map((at) => at.toString().slice(0, 16)));
      }),
      { numRuns: 500 },
    );
  });
});
