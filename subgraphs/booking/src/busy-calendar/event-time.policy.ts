import { Invalid } from '@freehold/kernel/errors/refusals';
import { startOfDay } from '@freehold/kernel/values/local-midnight';
import { ianaZone } from '@freehold/kernel/values/time-zone';
import ICAL from 'ical.js';
import { instantOf, type LocalTime, localOf, shiftLocal } from '../recurrence/wall-clock.policy.ts';
import { zoneNamed } from './zone-name.policy.ts';

const DAY_MINUTES = 24 * 60;

/** How long something takes: days on the wall clock, and then a time that passes (RFC 5545, 3.3.6). */
export interface Length {
  readonly days: number;
  readonly milliseconds: number;
}

/** An occurrence that a calendar adds, of a length of its own if it says so. */
export interface Added {
  readonly startsAt: Date;
  readonly length: Length | null;
}

/** What is taken out of a recurrence: starts, and whole days. */
export interface Excluded {
  readonly starts: readonly Date[];
  readonly days: ReadonlySet<string>;
}

/** The IANA zone of a property; `fallback` for one that names none. @throws {Invalid} for one that nobody knows. */
function zoneOf(property: ICAL.Property, fallback: string): string {
  const tzid = property.getFirstParameter('tzid');
  if (!tzid) return fallback;
  const zone = ianaZone(zoneNamed(tzid));
  if (zone === null) throw new Invalid(`The zone "${tzid}" is not known.`);
  return zone;
}

function isUtc(time: ICAL.Time): boolean {
  return time.zone === ICAL.Timezone.utcTimezone;
}

function instantIn(property: ICAL.Property, time: ICAL.Time, fallback: string): Date {
  if (time.isDate) return startOfDay(time.toString(), fallback);
  if (isUtc(time)) return time.toJSDate();
  return instantOf(time.toString().slice(0, 19), zoneOf(property, fallback));
}

/** When an event starts, and by which clock. */
export interface EventStart {
  readonly at: Date;
  readonly isDay: boolean;
  /** IANA zone of the wall clock on which it recurs. */
  readonly zone: string;
}

/** @throws {Invalid} for an event that has none. */
export function startOf(event: ICAL.Component, fallback: string): EventStart {
  const property = event.getFirstProperty('dtstart');
  const time = property?.getFirstValue();
  if (!property || !(time instanceof ICAL.Time)) throw new Invalid('The event has no start.');
  const zone = isUtc(time) ? 'UTC' : zoneOf(property, fallback);
  return { at: instantIn(property, time, fallback), isDay: time.isDate, zone };
}

/** The instant of a property, or null when the event has none by that name. */
export function instantNamed(event: ICAL.Component, name: string, fallback: string): Date | null {
  const property = event.getFirstProperty(name);
  const value = property?.getFirstValue();
  return property && value instanceof ICAL.Time ? instantIn(property, value, fallback) : null;
}

function lengthOfDuration(duration: ICAL.Duration): Length {
  const sign = duration.isNegative ? -1 : 1;
  const seconds = duration.hours * 3600 + duration.minutes * 60 + duration.seconds;
  return { days: sign * (duration.weeks * 7 + duration.days), milliseconds: sign * seconds * 1000 };
}

function between(start: Date, end: Date): Length {
  return { days: 0, milliseconds: end.getTime() - start.getTime() };
}

/** How many days on the wall clock are from one to another. */
function daysBetween(start: Date, end: Date, zone: string): number {
  const day = (at: Date) => Date.parse(localOf(at, zone).slice(0, 10));
  return (day(end) - day(start)) / (DAY_MINUTES * 60_000);
}

/**
 * How long an event is: until its end, else its duration, else the day on which it is; nothing for one at a time of day.
 */
export function lengthOf(event: ICAL.Component, { at, isDay, zone }: EventStart, fallback: string): Length {
  const endsAt = instantNamed(event, 'dtend', fallback);
  if (endsAt && isDay) return { days: daysBetween(at, endsAt, zone), milliseconds: 0 };
  if (endsAt) return between(at, endsAt);
  const duration = event.getFirstPropertyValue('duration');
  if (duration instanceof ICAL.Duration) return lengthOfDuration(duration);
  return { days: Number(isDay), milliseconds: 0 };
}

/** When something ends that starts then: days pass on the wall clock, so that midnight stays midnight in spring. */
export function endOf(startsAt: Date, { days, milliseconds }: Length, zone: string): Date {
  if (days === 0) return new Date(startsAt.getTime() + milliseconds);
  const local: LocalTime = shiftLocal(localOf(startsAt, zone), days * DAY_MINUTES);
  const secondsMs = startsAt.getTime() % 60_000;
  return new Date(instantOf(local, zone).getTime() + secondsMs + milliseconds);
}

function addedBy(property: ICAL.Property, value: unknown, fallback: string): Added[] {
  if (value instanceof ICAL.Time) return [{ startsAt: instantIn(property, value, fallback), length: null }];
  if (!(value instanceof ICAL.Period)) return [];
  const startsAt = instantIn(property, value.start, fallback);
  if (value.duration) return [{ startsAt, length: lengthOfDuration(value.duration) }];
  return [{ startsAt, length: between(startsAt, instantIn(property, value.getEnd(), fallback)) }];
}

/** What RDATE adds; a PERIOD has its own end. */
export function addedTo(event: ICAL.Component, fallback: string): readonly Added[] {
  return event
    .getAllProperties('rdate')
    .flatMap((property) =>
      property.getValues().flatMap((value: unknown) => addedBy(property, value, fallback)),
    );
}

/** What EXDATE takes out: a start, or with a mere date, as many programs write it, whatever starts on that day. */
export function excludedFrom(event: ICAL.Component, fallback: string): Excluded {
  const values = event.getAllProperties('exdate').flatMap((property) =>
    property
      .getValues()
      .filter((value: unknown) => value instanceof ICAL.Time)
      .map((time: ICAL.Time) => ({ property, time })),
  );
  return {
    starts: values
      .filter(({ time }) => !time.isDate)
      .map(({ property, time }) => instantIn(property, time, fallback)),
    days: new Set(values.filter(({ time }) => time.isDate).map(({ time }) => time.toString())),
  };
}
