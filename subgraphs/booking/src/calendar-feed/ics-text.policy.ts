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

/** What a feed tells. */
export interface FeedText {
  readonly name: string;
  readonly events: readonly FeedEvent[];
  readonly now: Date;
}

const PRODUCT = '-//Freehold//Booking//EN';

function addTime(event: ICAL.Component, name: string, at: Date, timeZone: string): void {
  const local = ICAL.Time.fromDateTimeString(localSecond(at, timeZone));
  event.addPropertyWithValue(name, local).setParameter('tzid', timeZone);
}

function eventComponent(event: FeedEvent, now: Date): ICAL.Component {
  const part = new ICAL.Component('vevent');
  part.addPropertyWithValue('uid', event.uid);
  part.addPropertyWithValue('dtstamp', ICAL.Time.fromJSDate(now, true));
  addTime(part, 'dtstart', event.startsAt, event.timeZone);
  addTime(part, 'dtend', event.endsAt, event.timeZone);
  part.addPropertyWithValue('summary', event.summary);
  if (event.location) part.addPropertyWithValue('location', event.location);
  part.addPropertyWithValue('status', event.status);
  part.addPropertyWithValue('sequence', event.sequence);
  return part;
}

/** The time from the first event's start to the last one's end. */
function spanOf(events: readonly FeedEvent[]): TimeRange {
  const starts = events.map(({ startsAt }) => startsAt.getTime());
  const ends = events.map(({ endsAt }) => endsAt.getTime());
  return { startsAt: new Date(Math.min(...starts)), endsAt: new Date(Math.max(...ends)) };
}

/** A calendar as iCalendar text (RFC 5545): lines of at most 75 octets, and each zone with the changes of its clocks. */
export function feedText({ name, events, now }: FeedText): string {
  const calendar = new ICAL.Component('vcalendar');
  calendar.addPropertyWithValue('version', '2.0');
  calendar.addPropertyWithValue('prodid', PRODUCT);
  calendar.addPropertyWithValue('x-wr-calname', name);
  for (const zone of new Set(events.map(({ timeZone }) => timeZone))) {
    const inZone = events.filter(({ timeZone }) => timeZone === zone);
    calendar.addSubcomponent(zoneComponent(zone, spanOf(inZone)));
  }
  for (const event of events) calendar.addSubcomponent(eventComponent(event, now));
  return `${calendar.toString()}\r\n`;
}
