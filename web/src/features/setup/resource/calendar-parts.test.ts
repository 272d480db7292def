import { describe, expect, it } from 'vitest';
import { calendarParts } from './calendar-parts.ts';

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
const uidsOf = (text: string) => [...text.matchAll(/^UID:(.*)$/gm)].map(([, uid]) => uid);

describe('the parts of a calendar', () => {
  it('say when somebody is busy, and nothing of what and with whom', () => {
    const alarm = ['BEGIN:VALARM', 'TRIGGER:-PT15M', 'DURATION:PT5M', 'END:VALARM'];
    const said = ['SUMMARY:Doctor', 'ATTENDEE;CN=Kari:mailto:kari@oslo.test', 'X-NOTE:private'];
    const rule = ['RRULE:FREQ=WEEKLY;COUNT=', ' 4', 'EXDATE:20261208T100000Z', 'TRANSP:OPAQUE'];
    const [part, ...others] = calendarParts(calendar(event('a', ...said, ...alarm, ...rule)));
    expect(others).toEqual([]);
    expect(part?.split('\n')).toEqual([
      ...['BEGIN:VCALENDAR', 'VERSION:2.0', 'BEGIN:VEVENT'],
      ...['UID:a', 'DTSTART:20261201T100000Z', 'DTEND:20261201T110000Z'],
      ...['RRULE:FREQ=WEEKLY;COUNT=4', 'EXDATE:20261208T100000Z', 'TRANSP:OPAQUE'],
      ...['END:VEVENT', 'END:VCALENDAR', ''],
    ]);
  });

  it('each fit into a request, and have every event once', () => {
    const uids = Array.from({ length: 3000 }, (_, index) => `event-${index}@oslo.test`);
    const parts = calendarParts(calendar(...uids.map((uid) => event(uid, `SUMMARY:${'å'.repeat(500)}`))));
    expect(parts.length).toBeGreaterThan(3);
    for (const part of parts) expect(Buffer.byteLength(JSON.stringify(part))).toBeLessThan(90_000);
    expect(parts.flatMap(uidsOf)).toEqual(uids);
  });

  it('keep what is said of one event together', () => {
    const moved = event('event-0', 'RECURRENCE-ID:20261201T100000Z');
    const events = Array.from({ length: 40 }, (_, index) => event(`event-${index}`));
    const parts = calendarParts(calendar(...events, moved), 1000);
    expect(parts.filter((part) => uidsOf(part).includes('event-0'))).toHaveLength(1);
    expect(uidsOf(parts[0] ?? '').filter((uid) => uid === 'event-0')).toHaveLength(2);
  });

  it.each(['', 'hello', 'BEGIN:VCALENDAR\r\nEND:VCALENDAR'])('of %j are the text itself', (text) => {
    expect(calendarParts(text)).toEqual([text]);
  });

  it('are read whatever ends the lines, and with a mark of the byte order', () => {
    const text = calendar(event('a'));
    const [part] = calendarParts(text);
    for (const odd of [`\ufeff${text}`, text.replaceAll('\r\n', '\n'), text.replaceAll('\r\n', '\r')])
      expect(calendarParts(odd)).toEqual([part]);
  });
});
