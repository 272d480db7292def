import { createHash } from 'node:crypto';
import { Invalid } from '@freehold/kernel/errors/refusals';
import { startOfDay } from '@freehold/kernel/values/local-midnight';
import type { TimeRange } from '@freehold/kernel/values/time-range';
import { isTimeZone } from '@freehold/kernel/values/time-zone';
import ICAL from 'ical.js';
import { localStartsOf, OCCURRENCES_MAX } from '../recurrence/recurrence.policy.ts';
import { instantOf, localOf } from '../recurrence/wall-clock.policy.ts';
import { zoneNamed } from './zone-name.policy.ts';

/** A time in which another calendar says that somebody is busy. */
export interface BusyEvent extends TimeRange {
  readonly uid: string;
  /** Of an event that recurs: the instant at which this occurrence was first meant to begin; else empty. */
  readonly recurrenceId: string;
}

/** An event that could not be taken over, and why. */
export interface EventFailure {
  readonly uid: string;
  readonly recurrenceId: string;
  readonly code: string;
  readonly message: string;
}

/** What another calendar says of a range of time. */
export interface BusyCalendar {
  /** Every event that the text has, also those that keep nobody busy. */
  readonly uids: readonly string[];
  readonly events: readonly BusyEvent[];
  readonly failures: readonly EventFailure[];
}

/** What a calendar is read for. */
export interface Reading {
  /** The zone of times that name none. */
  readonly timeZone: string;
  /** Only events that share an instant with it count. */
  readonly range: TimeRange;
}

const TEXT_BYTES_MAX = 1_048_576;
const EVENTS_MAX = 5000;
const UID_LENGTH_MAX = 255;

// What the parser says of a text is for people; what it stumbles over is not.
function reasonOf(error: unknown): string {
  const isSaid = error instanceof Error && !(error instanceof TypeError || error instanceof RangeError);
  return isSaid ? error.message : 'it is not written as RFC 5545 says.';
}

function parsed(text: string): readonly ICAL.Component[] {
  const lines = text.replace(/^\ufeff/, '').replaceAll(/\r\n?/g, '\n');
  try {
    const calendar = ICAL.Component.fromString(lines);
    if (calendar.name === 'vcalendar') return calendar.getAllSubcomponents('vevent');
  } catch (error) {
    throw new Invalid(`The calendar cannot be read: ${reasonOf(error)}`);
  }
  throw new Invalid('The text is no calendar.');
}

/** A UID as it is kept: one that is too long by its beginning and what tells it from others that begin so. */
function keptUid(uid: string): string {
  if (uid.length <= UID_LENGTH_MAX) return uid;
  const rest = createHash('sha256').update(uid).digest('base64url');
  return `${uid.slice(0, UID_LENGTH_MAX - rest.length)}${rest}`.toWellFormed();
}

function textOf(event: ICAL.Component, name: string): string {
  const value = event.getFirstPropertyValue(name);
  return typeof value === 'string' ? value : '';
}

function zoneOf(property: ICAL.Property, fallback: string): string {
  const tzid = property.getFirstParameter('tzid');
  const zone = tzid ? zoneNamed(tzid) : fallback;
  if (!isTimeZone(zone)) throw new Invalid(`The zone "${tzid}" is not known.`);
  return zone;
}

function instantIn(property: ICAL.Property, time: ICAL.Time, fallback: string): Date {
  if (time.isDate) return startOfDay(time.toString(), fallback);
  if (time.zone === ICAL.Timezone.utcTimezone) return time.toJSDate();
  return instantOf(time.toString().slice(0, 19), zoneOf(property, fallback));
}

/** The instant of a property, or null when the event has none by that name. */
function timeOf(event: ICAL.Component, name: string, fallback: string): Date | null {
  const property = event.getFirstProperty(name);
  const value = property?.getFirstValue();
  return property && value instanceof ICAL.Time ? instantIn(property, value, fallback) : null;
}

/** The instants of all values of a property that an event may have many times. */
function timesOf(event: ICAL.Component, name: string, fallback: string): readonly Date[] {
  return event.getAllProperties(name).flatMap((property) =>
    property
      .getValues()
      .map((value: unknown) => (value instanceof ICAL.Period ? value.start : value))
      .filter((value: unknown) => value instanceof ICAL.Time)
      .map((time: ICAL.Time) => instantIn(property, time, fallback)),
  );
}

function lengthOf(event: ICAL.Component, startsAt: Date, isDay: boolean, fallback: string): number {
  const endsAt = timeOf(event, 'dtend', fallback);
  const duration = event.getFirstPropertyValue('duration');
  if (endsAt) return endsAt.getTime() - startsAt.getTime();
  if (duration instanceof ICAL.Duration) return duration.toSeconds() * 1000;
  return isDay ? 86_400_000 : 0;
}

/** Starts of an event that recurs; its own start is the first of them, whatever the rule says. */
function startsOf(event: ICAL.Component, startsAt: Date, zone: string, reading: Reading, length: number) {
  const rule = event.getFirstPropertyValue('rrule');
  const added = timesOf(event, 'rdate', reading.timeZone);
  if (!rule && added.length === 0) return null;
  const localTimes = (times: readonly Date[]) => times.map((at) => localOf(at, zone));
  const from = new Date(reading.range.startsAt.getTime() - length);
  const recurrence = {
    rule: rule ? rule.toString() : 'FREQ=DAILY;COUNT=1',
    startsLocal: localOf(startsAt, zone),
    timeZone: zone,
    rdates: localTimes([startsAt, ...added]),
    exdates: localTimes(timesOf(event, 'exdate', reading.timeZone)),
  };
  const range = { from: localOf(from, zone), to: localOf(reading.range.endsAt, zone) };
  return localStartsOf(recurrence, range).map((local) => instantOf(local, zone));
}

function occurrencesOf(event: ICAL.Component, uid: string, reading: Reading): readonly BusyEvent[] {
  const property = event.getFirstProperty('dtstart');
  const start = property?.getFirstValue();
  if (!property || !(start instanceof ICAL.Time)) throw new Invalid('The event has no start.');
  const startsAt = instantIn(property, start, reading.timeZone);
  const length = lengthOf(event, startsAt, start.isDate, reading.timeZone);
  if (!(length > 0)) throw new Invalid('The event does not end after it starts.');
  const ofStart = (at: Date, recurrenceId: string) => ({
    uid,
    recurrenceId,
    startsAt: at,
    endsAt: new Date(at.getTime() + length),
  });
  const zone = start.zone === ICAL.Timezone.utcTimezone ? 'UTC' : zoneOf(property, reading.timeZone);
  const moved = timeOf(event, 'recurrence-id', reading.timeZone);
  const starts = moved ? null : startsOf(event, startsAt, zone, reading, length);
  if (starts) return starts.map((at) => ofStart(at, at.toISOString()));
  return [ofStart(startsAt, moved?.toISOString() ?? '')];
}

function isBusy(event: ICAL.Component): boolean {
  const saysOf = (name: string) => textOf(event, name).toUpperCase();
  return saysOf('status') !== 'CANCELLED' && saysOf('transp') !== 'TRANSPARENT';
}

function failureOf(uid: string, error: unknown): EventFailure {
  const message = error instanceof Invalid ? error.message : `The event cannot be read: ${reasonOf(error)}`;
  return { uid, recurrenceId: '', code: 'INVALID', message };
}

interface Read {
  readonly event: ICAL.Component;
  readonly uid: string;
  readonly busy: readonly BusyEvent[];
  readonly failure: EventFailure | null;
}

function readEvent(event: ICAL.Component, reading: Reading): Read {
  const uid = keptUid(textOf(event, 'uid'));
  try {
    if (uid === '') throw new Invalid('The event has no UID.');
    return { event, uid, busy: occurrencesOf(event, uid, reading), failure: null };
  } catch (error) {
    return { event, uid, busy: [], failure: failureOf(uid, error) };
  }
}

/** Occurrences by their names; what is said of one alone outweighs what its series says. */
function gathered(reads: readonly Read[]): ReadonlyMap<string, { busy: BusyEvent; isBusy: boolean }> {
  const rank = ({ event }: Read) => Number(event.hasProperty('recurrence-id'));
  const byName = [...reads]
    .sort((left, right) => rank(left) - rank(right))
    .flatMap(({ event, busy }) =>
      busy.map(
        (each) => [`${each.uid} ${each.recurrenceId}`, { busy: each, isBusy: isBusy(event) }] as const,
      ),
    );
  return new Map(byName);
}

/**
 * When another calendar says that somebody is busy, inside a range. Events that are canceled or transparent keep
 * nobody busy. An event that cannot be read is a failure of its own.
 * @throws {Invalid} for text over 1 MB, text that is no calendar, over 5,000 events, or over 500 occurrences in the range.
 */
export function busyCalendarOf(text: string, reading: Reading): BusyCalendar {
  if (Buffer.byteLength(text) > TEXT_BYTES_MAX) throw new Invalid('A calendar has at most 1 MB.');
  const parts = parsed(text);
  if (parts.length > EVENTS_MAX) throw new Invalid(`A calendar has at most ${EVENTS_MAX} events.`);
  const reads = parts.map((event) => readEvent(event, reading));
  const { startsAt, endsAt } = reading.range;
  const events = [...gathered(reads).values()]
    .filter(({ busy, isBusy }) => isBusy && busy.endsAt > startsAt && busy.startsAt < endsAt)
    .map(({ busy }) => busy);
  if (events.length > OCCURRENCES_MAX)
    throw new Invalid(
      `At most ${OCCURRENCES_MAX} events are taken over at once; there are ${events.length}.`,
    );
  return {
    uids: [...new Set(reads.map(({ uid }) => uid))].filter((uid) => uid !== ''),
    events,
    failures: reads.flatMap(({ failure }) => (failure ? [failure] : [])),
  };
}
