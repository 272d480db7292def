import fc from 'fast-check';
import ICAL from 'ical.js';
import { describe, expect, it } from 'vitest';
import { calendarText, type FeedEvent } from './ics-text.policy.ts';

const now = new Date('2026-11-23T09:00:00Z');
const yoga: FeedEvent = {
  uid: 'ssn_1@freehold',
  timeZone: 'Europe/Oslo',
  startsAt: new Date('2026-03-28T17:00:00Z'),
  endsAt: new Date('2026-03-28T18:00:00Z'),
  summary: 'Yoga; slow, with Kåre\nand Åse',
  location: 'Sal 1',
  status: 'CONFIRMED',
  sequence: 2,
};

describe('the text of a calendar', () => {
  it('says where, when and how often changed', () => {
    const text = calendarText({ name: 'FitZone', events: [yoga], now });
    expect(text.split('\r\n')).toEqual(
      expect.arrayContaining([
        'UID:ssn_1@freehold',
        'DTSTAMP:20261123T090000Z',
        'DTSTART;TZID=Europe/Oslo:20260328T180000',
        'DTEND;TZID=Europe/Oslo:20260328T190000',
        'SUMMARY:Yoga\\; slow\\, with Kåre\\nand Åse',
        'LOCATION:Sal 1',
        'STATUS:CONFIRMED',
        'SEQUENCE:2',
      ]),
    );
    expect(text.endsWith('END:VCALENDAR\r\n')).toBe(true);
  });

  it('says when the clocks change', () => {
    const later = {
      ...yoga,
      startsAt: new Date('2026-11-01T17:00:00Z'),
      endsAt: new Date('2026-11-01T18:00:00Z'),
    };
    const text = calendarText({ name: 'FitZone', events: [yoga, later], now }).replaceAll('\r\n', ' ');
    expect(text).toContain('BEGIN:DAYLIGHT DTSTART:20260329T020000 TZOFFSETFROM:+0100 TZOFFSETTO:+0200');
    expect(text).toContain('BEGIN:STANDARD DTSTART:20261025T030000 TZOFFSETFROM:+0200 TZOFFSETTO:+0100');
  });

  it.each(['Europe/Oslo', 'America/New_York', 'Australia/Lord_Howe', 'Asia/Kolkata', 'UTC'])(
    'is read back to the same instants in %s',
    (timeZone) => {
      fc.assert(
        fc.property(fc.integer({ min: 0, max: 700 * 24 * 60 }), (minute) => {
          const startsAt = new Date(Date.UTC(2026, 0, 1) + minute * 60_000);
          const event = { ...yoga, timeZone, startsAt, endsAt: new Date(startsAt.getTime() + 86_400_000) };
          const calendar = ICAL.Component.fromString(calendarText({ name: 'x', events: [event], now }));
          const read = new ICAL.Event(calendar.getFirstSubcomponent('vevent') ?? undefined);
          const local = read.startDate.toString();
          // An hour that autumn repeats has one name for two instants; the text means the first.
          const meant = read.startDate.toJSDate().getTime();
          expect([0, 3_600_000, 1_800_000]).toContain(startsAt.getTime() - meant);
          expect(local).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:00$/);
        }),
        { numRuns: 40 },
      );
    },
  );

  it('has no line over 75 octets and no character torn, whatever the names are', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 400 }), (summary) => {
        const text = calendarText({ name: summary, events: [{ ...yoga, summary }], now });
        const lines = text.split('\r\n');
        expect(Math.max(...lines.map((line) => Buffer.byteLength(line)))).toBeLessThanOrEqual(75);
        expect(text.isWellFormed()).toBe(true);
      }),
    );
  });

  it('without events is a calendar all the same', () => {
    expect(calendarText({ name: 'FitZone', events: [], now })).toContain('BEGIN:VCALENDAR');
  });
});
