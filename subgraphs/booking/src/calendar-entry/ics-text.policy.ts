import { localSecond } from '@freehold/kernel/values/calendar';
import type { TimeRange } from '@freehold/kernel/values/time-range';
import ICAL from 'ical.js';
import { zoneComponent } from './ics-zone.policy.ts';

// The blank that begins a folded line counts, too: 75 octets in all.
ICAL.foldLength = 74;

/** What a calendar program shows of a session or a booking. */
export interface FeedEvent extends TimeRange {
  /** Never changes. */
  readonly uid: string;
  readonly timeZone: string;
  readonly summary: string;
  readonly location: string;
  readonly status: 'CONFIRMED' | 'TENTATIVE' | 'CANCELLED';
  /** Greater after each change. */
  readonly sequence: number;
}

/** Who arranges events, as their guest sees it. */
export interface Organizer {
  readonly name: string;
  readonly address: string;
}

/** What a calendar tells, to a feed or in a mail. */
export interface CalendarText {
  /** What the calendar is called, where it is one of its own. */
  readonly name?: string;
  /** What a calendar program does with it, in a mail (RFC 5546). */
  readonly method?: 'PUBLISH' | 'REQUEST' | 'CANCEL';
  readonly organizer?: Organizer;
  /** The address of the guest. */
  readonly attendee?: string;
  readonly events: readonly FeedEvent[];
  readonly now: Date;
}

const PRODUCT = '-//Freehold//Booking//EN';
// Calendar programs read lines, and some of them end one at a sign that RFC 5545 lets pass.
const LINE_BREAKS = /\r\n?|[\u0085\u2028\u2029]/g;
const CONTROL = /(?!\n)\p{Cc}/gu;
const ANY_CONTROL = /[\p{Cc}"]+/gu;

/** The name by which calendar programs know a booking or a session. */
export function uidOf(id: string): string {
  return `${id}@freehold`;
}

/** A text of which nothing but the escaping of RFC 5545 ends a line. */
function plain(text: string): string {
  return text.toWellFormed().replaceAll(LINE_BREAKS, '\n').replaceAll(CONTROL, '');
}

function addTime(event: ICAL.Component, name: string, at: Date, timeZone: string): void {
  const local = ICAL.Time.fromDateTimeString(localSecond(at, timeZone));
  event.addPropertyWithValue(name, local).setParameter('tzid', timeZone);
}

/** Nobody is asked to answer: whoever has booked comes, and changes that where it was booked. */
function addPeople(event: ICAL.Component, { organizer, attendee }: CalendarText): void {
  if (organizer) {
    const property = event.addPropertyWithValue('organizer', `mailto:${organizer.address}`);
    property.setParameter('cn', plain(organizer.name).replaceAll(ANY_CONTROL, ' '));
  }
  if (attendee === undefined) return;
  const property = event.addPropertyWithValue('attendee', `mailto:${attendee}`);
  property.setParameter('partstat', 'ACCEPTED');
  property.setParameter('rsvp', 'FALSE');
}

function eventComponent(event: FeedEvent, calendar: CalendarText): ICAL.Component {
  const part = new ICAL.Component('vevent');
  part.addPropertyWithValue('uid', event.uid);
  part.addPropertyWithValue('dtstamp', ICAL.Time.fromJSDate(calendar.now, true));
  addTime(part, 'dtstart', event.startsAt, event.timeZone);
  addTime(part, 'dtend', event.endsAt, event.timeZone);
  part.addPropertyWithValue('summary', plain(event.summary));
  if (event.location) part.addPropertyWithValue('location', plain(event.location));
  part.addPropertyWithValue('status', event.status);
  part.addPropertyWithValue('sequence', event.sequence);
  addPeople(part, calendar);
  return part;
}

/** The time from the first event's start to the last one's end. */
function spanOf(events: readonly FeedEvent[]): TimeRange {
  const starts = events.map(({ startsAt }) => startsAt.getTime());
  const ends = events.map(({ endsAt }) => endsAt.getTime());
  return { startsAt: new Date(Math.min(...starts)), endsAt: new Date(Math.max(...ends)) };
}

/** A calendar as iCalendar text (RFC 5545): lines of at most 75 octets, and each zone with the changes of its clocks. */
export function calendarText(text: CalendarText): string {
  const { name, method, events } = text;
  const calendar = new ICAL.Component('vcalendar');
  calendar.addPropertyWithValue('version', '2.0');
  calendar.addPropertyWithValue('prodid', PRODUCT);
  if (method) calendar.addPropertyWithValue('method', method);
  if (name !== undefined) calendar.addPropertyWithValue('x-wr-calname', plain(name));
  for (const zone of new Set(events.map(({ timeZone }) => timeZone))) {
    const inZone = events.filter(({ timeZone }) => timeZone === zone);
    calendar.addSubcomponent(zoneComponent(zone, spanOf(inZone)));
  }
  for (const event of events) calendar.addSubcomponent(eventComponent(event, text));
  return `${calendar.toString()}\r\n`;
}
