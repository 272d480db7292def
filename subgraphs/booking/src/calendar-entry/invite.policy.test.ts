import ICAL from 'ical.js';
import { describe, expect, it } from 'vitest';
import { type Invite, type InvitedEvent, inviteText } from './invite.policy.ts';

const yoga: InvitedEvent = {
  uid: 'bkg_1@freehold',
  startsAt: '2026-11-26T17:00:00.000Z',
  endsAt: '2026-11-26T18:00:00.000Z',
  timeZone: 'Europe/Oslo',
  summary: 'Yoga',
  location: 'Sal 1',
  status: 'CONFIRMED',
  sequence: 3,
};
const textOf = (method: Invite['method'], events: readonly InvitedEvent[], name = 'FitZone') =>
  inviteText(
    { method, events },
    {
      organizer: { name, address: 'messages@freehold.test' },
      attendee: 'kari@oslo.test',
      at: new Date('2026-11-23T09:00:00Z'),
    },
  );

describe('an invite as text', () => {
  it('says all that RFC 5546 asks of a request, and nothing else', () => {
    expect(textOf('REQUEST', [yoga]).split('\r\n')).toEqual([
      'BEGIN:VCALENDAR',
      'VERSION:2.0',
      'PRODID:-//Freehold//Booking//EN',
      'METHOD:REQUEST',
      'BEGIN:VTIMEZONE',
      'TZID:Europe/Oslo',
      'BEGIN:STANDARD',
      'DTSTART:20261126T010000',
      'TZOFFSETFROM:+0100',
      'TZOFFSETTO:+0100',
      'END:STANDARD',
      'END:VTIMEZONE',
      'BEGIN:VEVENT',
      'UID:bkg_1@freehold',
      'DTSTAMP:20261123T090000Z',
      'DTSTART;TZID=Europe/Oslo:20261126T180000',
      'DTEND;TZID=Europe/Oslo:20261126T190000',
      'SUMMARY:Yoga',
      'LOCATION:Sal 1',
      'STATUS:CONFIRMED',
      'SEQUENCE:3',
      'ORGANIZER;CN=FitZone:mailto:messages@freehold.test',
      'ATTENDEE;PARTSTAT=ACCEPTED;RSVP=FALSE:mailto:kari@oslo.test',
      'END:VEVENT',
      'END:VCALENDAR',
      '',
    ]);
  });

  it('names the attendee of a cancellation, and nobody of what is published', () => {
    expect(textOf('CANCEL', [{ ...yoga, status: 'CANCELLED' }])).toContain('ATTENDEE');
    const published = textOf('PUBLISH', [yoga, { ...yoga, uid: 'bkg_2@freehold' }]);
    expect(published).not.toContain('ATTENDEE');
    expect(published.match(/^ORGANIZER/gm)).toHaveLength(2);
  });

  it.each([
    [
      'Yoga\r\nATTENDEE:mailto:thief@oslo.test\r\nEND:VEVENT\r\nBEGIN:VEVENT',
      'Yoga\nATTENDEE:mailto:thief@oslo.test\nEND:VEVENT\nBEGIN:VEVENT',
    ],
    ['Yoga\nSTATUS:CANCELLED', 'Yoga\nSTATUS:CANCELLED'],
    ['Yoga\rX:1\u2028X:2\u2029X:3\u0085X:4\u0000\u0007', 'Yoga\nX:1\nX:2\nX:3\nX:4'],
    ['Yoga; with, "Kåre" \\n ^n 😀', 'Yoga; with, "Kåre" \\n ^n 😀'],
    ['\ud800Yoga', '\ufffdYoga'],
  ])('says no more than it means, whatever things are called: %j', (nasty, meant) => {
    const text = textOf('REQUEST', [{ ...yoga, summary: nasty, location: nasty }], nasty);
    const [event, ...others] = ICAL.Component.fromString(text).getAllSubcomponents('vevent');
    expect(others).toEqual([]);
    expect(event?.getAllProperties().map(({ name }) => name)).toEqual([
      ...['uid', 'dtstamp', 'dtstart', 'dtend', 'summary', 'location', 'status', 'sequence'],
      ...['organizer', 'attendee'],
    ]);
    expect(event?.getFirstPropertyValue('summary')).toBe(meant);
    expect(event?.getFirstPropertyValue('location')).toBe(meant);
    expect(event?.getFirstPropertyValue('organizer')).toBe('mailto:messages@freehold.test');
    expect(text.replaceAll('\r\n', '')).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}]/u);
    expect(Math.max(...text.split('\r\n').map((line) => Buffer.byteLength(line)))).toBeLessThanOrEqual(75);
  });
});
