import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CalendarLines } from './calendar-lines.policy.ts';

function read(pieces: readonly string[]) {
  const lines = new CalendarLines();
  for (const piece of pieces) lines.take(piece);
  return lines.end();
}

const TEXT = [
  '\ufeffBEGIN:VCALENDAR',
  'VERSION:2.0',
  'BEGIN:VTIMEZONE',
  'DTSTART:19700101T000000',
  'END:VTIMEZONE',
  'begin:vevent',
  'UID:a',
  'DTS',
  ' TART;TZID=Europe/',
  '\tOslo:20261201T100000',
  'SUMMARY:Doctor',
  ' UID:not one',
  'BEGIN:VALARM',
  'DURATION:PT5M',
  'END:VALARM',
  '',
  'duration:PT1H',
  'END:VEVENT',
  'BEGIN:VEVENT',
  'UID:b',
  'END:VEVENT',
  'END:VCALENDAR',
  'BEGIN:VCALENDAR',
  'BEGIN:VEVENT',
  'UID:c',
  'END:VEVENT',
  'END:VCALENDAR',
];
const READ = [['UID:a', 'DTSTART;TZID=Europe/Oslo:20261201T100000', 'duration:PT1H'], ['UID:b'], ['UID:c']];

describe('the lines of a calendar', () => {
  it.each(['\r\n', '\n', '\r'])('are the same wherever the text is cut, when they end by %j', (end) => {
    const text = `${TEXT.join(end)}${end}`;
    fc.assert(
      fc.property(fc.array(fc.nat({ max: text.length })), (cuts) => {
        const at = [0, ...cuts.toSorted((left, right) => left - right), text.length];
        expect(read(at.slice(1).map((to, index) => text.slice(at[index], to)))).toEqual(READ);
      }),
    );
  });

  it('are read although each comes letter by letter, and the longest that are not kept are not held', () => {
    const photo = `PHOTO:${'x'.repeat(2_000_000)}`;
    const text = [...TEXT.slice(0, 6), photo, ...TEXT.slice(6)].join('\r\n');
    expect(read([...text])).toEqual(READ);
  });

  it.each([
    ['prose', 'Kari is away.'],
    ['nothing', ''],
    ['empty lines', '\r\n\r\n'],
    ['an event without a calendar', 'BEGIN:VEVENT\r\nUID:a\r\nEND:VEVENT'],
    ['half a calendar', 'BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:a'],
    ['a calendar that ends twice', 'BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\nEND:VCALENDAR'],
    ['an event that ends as another', 'BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nEND:VTODO\r\nEND:VCALENDAR'],
    ['a nest', 'BEGIN:VCALENDAR\r\n'.repeat(30)],
    ['a page', '<!doctype html><html></html>'],
  ])('of %s are none', (_, text) => {
    expect(() => read([text])).toThrow(expect.objectContaining({ code: 'INVALID' }));
  });
});
