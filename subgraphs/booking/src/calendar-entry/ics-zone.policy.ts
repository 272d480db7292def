import { localSecond } from '@freehold/kernel/values/calendar';
import type { TimeRange } from '@freehold/kernel/values/time-range';
import ICAL from 'ical.js';

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

/** Seconds by which the wall clock of a zone is ahead of UTC. */
function offsetAt(instant: number, timeZone: string): number {
  const second = Math.floor(instant / 1000);
  return Date.parse(`${localSecond(new Date(instant), timeZone)}Z`) / 1000 - second;
}

/** The first minute after `from` with the offset of `to`; the clock changes once between them. */
function changeBetween(from: number, to: number, timeZone: string): number {
  if (to - from <= MINUTE_MS) return to;
  const middle = from + Math.floor((to - from) / 2 / MINUTE_MS) * MINUTE_MS;
  return offsetAt(middle, timeZone) === offsetAt(from, timeZone)
    ? changeBetween(middle, to, timeZone)
    : changeBetween(from, middle, timeZone);
}

/** When the clocks of a zone change inside a range. */
function changesIn({ startsAt, endsAt }: TimeRange, timeZone: string): readonly number[] {
  const days = Math.ceil((endsAt.getTime() - startsAt.getTime()) / DAY_MS);
  const starts = Array.from({ length: days }, (_, day) => startsAt.getTime() + day * DAY_MS);
  return starts
    .filter((day) => offsetAt(day, timeZone) !== offsetAt(day + DAY_MS, timeZone))
    .map((day) => changeBetween(day, day + DAY_MS, timeZone));
}

function observance(at: number, before: number, after: number, standard: number): ICAL.Component {
  const part = new ICAL.Component(after > standard ? 'daylight' : 'standard');
  const local = new Date(at + before * 1000).toISOString().slice(0, 19);
  part.addPropertyWithValue('dtstart', ICAL.Time.fromDateTimeString(local));
  part.addPropertyWithValue('tzoffsetfrom', ICAL.UtcOffset.fromSeconds(before));
  part.addPropertyWithValue('tzoffsetto', ICAL.UtcOffset.fromSeconds(after));
  return part;
}

/** A zone as a calendar program reads it: what its clocks show over a range, change by change. */
export function zoneComponent(timeZone: string, range: TimeRange): ICAL.Component {
  const from = Math.floor(range.startsAt.getTime() / DAY_MS) * DAY_MS;
  const changes = changesIn({ startsAt: new Date(from), endsAt: range.endsAt }, timeZone);
  const first = offsetAt(from, timeZone);
  const standard = Math.min(first, ...changes.map((at) => offsetAt(at, timeZone)));
  const zone = new ICAL.Component('vtimezone');
  zone.addPropertyWithValue('tzid', timeZone);
  zone.addSubcomponent(observance(from, first, first, standard));
  for (const at of changes)
    zone.addSubcomponent(
      observance(at, offsetAt(at - MINUTE_MS, timeZone), offsetAt(at, timeZone), standard),
    );
  return zone;
}
