import { describe, expect, it } from 'vitest';
import { calendarTimes } from './calendar-times.ts';

const event = (uid: string, ...lines: string[]) => [
  'BEGIN:VEVENT',
  `UID:${uid}`,
  'DTSTART:20261201T100000Z',
  'DTEND:20261201T110000Z',
  ...lines,
  'END:VEVENT',
];
const calendar = (...events: string[][]) =>
  ['BEGIN:VCALENDAR', 'VERSION:2.0', ...events.flat(), 'END:VCALENDAR', ''].join('\r\n');

describe('the times of a calendar', () => {
  it('say when somebody is busy, and nothing of what and with whom', () => {
    const alarm = ['BEGIN:VALARM', 'TRIGGER:-PT15M', 'DURATION:PT5M', 'END:VALARM'];
    const said = ['SUMMARY:Doctor', 'ATTENDEE;CN=Kari:mailto:kari@oslo.test', 'X-NOTE:private'];
    const rule = ['RRULE:FREQ=WEEKLY;COUNT=', ' 4', 'EXDATE:20261208T100000Z', 'TRANSP:OPAQUE'];
    expect(calendarTimes(calendar(event('a', ...said, ...alarm, ...rule))).split('\n')).toEqual([
      ...['BEGIN:VCALENDAR', 'VERSION:2.0', 'BEGIN:VEVENT'],
      ...['UID:a', 'DTSTART:20261201T100000Z', 'DTEND:20261201T110000Z'],
      ...['RRULE:FREQ=WEEKLY;COUNT=4', 'EXDATE:20261208T100000Z', 'TRANSP:OPAQUE'],
      ...['END:VEVENT', 'END:VCALENDAR', ''],
    ]);
  });

  it.each(['', 'hello', 'BEGIN:VCALENDAR\r\nEND:VCALENDAR'])('of %j are the text itself', (text) => {
    expect(calendarTimes(text)).toBe(text);
  });

  it('are read whatever ends the lines, and with a mark of the byte order', () => {
    const text = calendar(event('a'));
    const times = calendarTimes(text);
    for (const odd of [`\ufeff${text}`, text.replaceAll('\r\n', '\n'), text.replaceAll('\r\n', '\r')])
      expect(calendarTimes(odd)).toBe(times);
  });
});
