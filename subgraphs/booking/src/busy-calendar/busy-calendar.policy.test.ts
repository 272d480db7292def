import { describe, expect, it } from 'vitest';
import { busy, calendar, spans, understood } from '../../test/busy-scene.ts';

describe('another calendar', () => {
  it.each([
    ['in UTC', ['DTSTART:20261201T100000Z', 'DTEND:20261201T110000Z'], '2026-12-01T10:00:00.000Z'],
    ['in a zone', ['DTSTART;TZID=Europe/Oslo:20261201T100000', 'DURATION:PT1H'], '2026-12-01T09:00:00.000Z'],
    [
      "in Outlook's zone",
      ['DTSTART;TZID=W. Europe Standard Time:20261201T100000', 'DURATION:PT1H'],
      '2026-12-01T09:00:00.000Z',
    ],
    [
      'in a zone with an address before its name',
      ['DTSTART;TZID=/freeassociation.sourceforge.net/Europe/Oslo:20261201T100000', 'DURATION:PT1H'],
      '2026-12-01T09:00:00.000Z',
    ],
    [
      'in a zone with an address and a day before its name',
      ['DTSTART;TZID=/mozilla.org/20050126_1/America/Argentina/Salta:20261201T100000', 'DURATION:PT1H'],
      '2026-12-01T13:00:00.000Z',
    ],
    ['on the wall', ['DTSTART:20261201T100000', 'DTEND:20261201T110000'], '2026-12-01T09:00:00.000Z'],
    ['all day', ['DTSTART;VALUE=DATE:20261201'], '2026-11-30T23:00:00.000Z'],
  ])('says when somebody is busy %s', (_, lines, startsAt) => {
    expect(busy(['UID:a', ...lines])).toMatchObject({
      events: [{ uid: 'a', recurrenceId: '', startsAt: new Date(startsAt) }],
      failures: [],
    });
  });

  it.each([
    ['with a mark of its byte order', (text: string) => `\ufeff${text}`],
    ['with lines that end as on Unix', (text: string) => text.replaceAll('\r\n', '\n')],
    ['with lines that end as on old Macs', (text: string) => text.replaceAll('\r\n', '\r')],
    ['with folded lines', (text: string) => text.replace('DTSTART', 'DTS\r\n TART')],
    ['with lines folded by a tab', (text: string) => text.replace('20261201T1', '2026\r\n\t1201T1')],
    ['with empty lines', (text: string) => text.replaceAll('\r\n', '\r\n\r\n')],
  ])('is read %s', (_, odd) => {
    const text = odd(calendar(['UID:a', 'DTSTART:20261201T100000Z', 'DURATION:PT1H']));
    expect(understood(text)).toMatchObject({ events: [{ uid: 'a' }], failures: [] });
  });

  it('says how little it can be read, without a word about our own code', () => {
    for (const text of ['\r\nBCC: a@b.c', ';', ':', '\ufeff', 'BEGIN:VCALENDAR\r\n;;;\r\nEND:VCALENDAR'])
      expect(() => understood(text)).toThrow(
        expect.objectContaining({
          code: 'INVALID',
          message: expect.not.stringMatching(/undefined|function/),
        }),
      );
  });

  it('knows events apart whose long UIDs begin with the same 255 characters', () => {
    const long = 'x'.repeat(255);
    const lines = ['DTSTART:20261201T100000Z', 'DURATION:PT1H'];
    const { events } = busy(
      [`UID:${long}1`, ...lines],
      [`UID:${long}2`, ...lines],
      [`UID:${long}`, ...lines],
    );
    expect(new Set(events.map(({ uid }) => uid)).size).toBe(3);
    expect(events.every(({ uid }) => uid.length === 255)).toBe(true);
  });

  it('recurs, with days taken out and a day moved', () => {
    expect(
      spans(
        [
          'UID:a',
          'DTSTART;TZID=Europe/Oslo:20261201T100000',
          'DURATION:PT1H',
          'RRULE:FREQ=WEEKLY;COUNT=4',
          'EXDATE;TZID=Europe/Oslo:20261208T100000',
        ],
        [
          'UID:a',
          'RECURRENCE-ID;TZID=Europe/Oslo:20261215T100000',
          'DTSTART;TZID=Europe/Oslo:20261216T120000',
          'DURATION:PT2H',
        ],
      ),
    ).toEqual([
      ['2026-12-01T09:00:00.000Z', '2026-12-01T10:00:00.000Z'],
      ['2026-12-16T11:00:00.000Z', '2026-12-16T13:00:00.000Z'],
      ['2026-12-22T09:00:00.000Z', '2026-12-22T10:00:00.000Z'],
    ]);
  });

  it.each([
    ['canceled', 'STATUS:CANCELLED'],
    ['transparent', 'TRANSP:TRANSPARENT'],
  ])('keeps nobody busy with what is %s, and still names it', (_, line) => {
    const lines = ['UID:a', 'DTSTART:20261201T100000Z', 'DURATION:PT1H', line];
    expect(busy(lines)).toEqual({ uids: ['a'], events: [], failures: [] });
  });

  it('leaves out what is over and what is beyond the range', () => {
    expect(
      spans(
        ['UID:a', 'DTSTART:20261123T080000Z', 'DTEND:20261123T090000Z'],
        ['UID:b', 'DTSTART:20281201T100000Z', 'DTEND:20281201T110000Z'],
      ),
    ).toEqual([]);
  });

  it.each([
    ['no start', ['UID:a'], 'The event has no start.'],
    ['no UID', ['DTSTART:20261201T100000Z', 'DURATION:PT1H'], 'The event has no UID.'],
    [
      'an end before its start',
      ['UID:a', 'DTSTART:20261201T100000Z', 'DTEND:20261201T090000Z'],
      'does not end after',
    ],
    ['no length', ['UID:a', 'DTSTART:20261201T100000Z'], 'does not end after'],
    [
      'a zone that is none',
      ['UID:a', 'DTSTART;TZID=Europe/Atlantis:20261201T100000', 'DURATION:PT1H'],
      'is not known',
    ],
    [
      'a rule of seconds',
      ['UID:a', 'DTSTART:20261201T100000Z', 'DURATION:PT1S', 'RRULE:FREQ=SECONDLY'],
      'FREQ is one of',
    ],
    ['a start that is prose', ['UID:a', 'DTSTART:tomorrow', 'DURATION:PT1H'], ''],
  ])('fails for one event with %s and goes on with the next', (_, lines, message) => {
    const sound = ['UID:z', 'DTSTART:20261201T100000Z', 'DTEND:20261201T110000Z'];
    const { events, failures } = busy(lines, sound);
    expect(events.map(({ uid }) => uid)).toEqual(['z']);
    expect(failures).toEqual([
      expect.objectContaining({ code: 'INVALID', message: expect.stringContaining(message) }),
    ]);
  });

  it.each([
    ['prose', 'Kari is away on Tuesday.'],
    ['nothing', ''],
    ['a card', 'BEGIN:VCARD\r\nVERSION:4.0\r\nFN:Kari\r\nEND:VCARD'],
    ['half a calendar', 'BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:a'],
  ])('is refused when it is %s', (_, text) => {
    expect(() => understood(text)).toThrow(expect.objectContaining({ code: 'INVALID' }));
  });
});
