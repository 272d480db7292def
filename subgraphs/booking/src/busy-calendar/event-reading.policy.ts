import { createHash } from 'node:crypto';
import { Invalid } from '@freehold/kernel/errors/refusals';
import type { TimeRange } from '@freehold/kernel/values/time-range';
import ICAL from 'ical.js';
import { localStartsOf, type Recurrence } from '../recurrence/recurrence.policy.ts';
import { instantOf, localOf } from '../recurrence/wall-clock.policy.ts';
import type { EventLines } from './calendar-lines.policy.ts';
import {
  addedTo,
  type EventStart,
  endOf,
  excludedFrom,
  instantNamed,
  type Length,
  lengthOf,
  startOf,
} from './event-time.policy.ts';

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

/** What a calendar is read for. */
export interface Reading {
  /** The zone of times that name none. */
  readonly timeZone: string;
  /** Only events that share an instant with it count. */
  readonly range: TimeRange;
}

/** What is said of one occurrence of an event that recurs, or of all from it on. */
export interface Change {
  readonly originalStart: Date;
  readonly isForFollowing: boolean;
  readonly start: EventStart;
  readonly length: Length;
}

/** What one VEVENT says. */
export interface EventReading {
  readonly uid: string;
  /** False of what was canceled, or is transparent. */
  readonly isBusy: boolean;
  readonly busy: readonly BusyEvent[];
  /** Set when it is about occurrences of another VEVENT with its UID. */
  readonly change: Change | null;
  readonly failure: EventFailure | null;
}

const UID_LENGTH_MAX = 255;

// What the parser says of a text is for people; what it stumbles over is not.
function reasonOf(error: unknown): string {
  const isSaid = error instanceof Error && !(error instanceof TypeError || error instanceof RangeError);
  return isSaid ? error.message : 'it is not written as RFC 5545 says.';
}

const RULE = /^(?:RRULE|EXRULE)[;:]/i;

/** All but the rules, of which the parser leaves out what it does not know. */
function componentOf(lines: EventLines): ICAL.Component {
  const others = lines.filter((line) => !RULE.test(line));
  return ICAL.Component.fromString(['BEGIN:VEVENT', ...others, 'END:VEVENT'].join('\r\n'));
}

/** The value of the only line with a name, as it is written; null for none. @throws {Invalid} for several. */
function writtenValue(lines: EventLines, name: string): string | null {
  const values = lines.flatMap((line) => new RegExp(`^${name}(?:;[^:]*)?:(.*)$`, 'i').exec(line)?.[1] ?? []);
  if (values.length > 1) throw new Invalid(`An event has at most one ${name}.`);
  return values[0] ?? null;
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

/** Where an event stands that recurs, or does not. */
interface Standing {
  readonly event: ICAL.Component;
  readonly uid: string;
  readonly start: EventStart;
  readonly length: Length;
}

/**
 * Occurrences of an event that recurs; its own start is the first of them, whatever the rule says. The rule is taken as it
 * is written, so that a part of it which nobody here understands is refused and not left out.
 */
function occurrencesOf(rule: string | null, standing: Standing, reading: Reading): readonly BusyEvent[] {
  const { event, uid, start, length } = standing;
  const { zone } = start;
  const added = addedTo(event, reading.timeZone);
  const excluded = excludedFrom(event, reading.timeZone);
  const local = (at: Date) => localOf(at, zone);
  const recurrence: Recurrence = {
    rule: rule ?? 'FREQ=DAILY;COUNT=1',
    startsLocal: local(start.at),
    timeZone: zone,
    rdates: [start.at, ...added.map(({ startsAt }) => startsAt)].map(local),
    exdates: excluded.starts.map(local),
  };
  const lengths = new Map(added.map((each) => [local(each.startsAt), each.length ?? length]));
  const longest = Math.max(
    ...[length, ...lengths.values()].map((each) => endOf(start.at, each, zone).getTime()),
  );
  const from = new Date(reading.range.startsAt.getTime() - (longest - start.at.getTime()));
  return localStartsOf(recurrence, { from: local(from), to: local(reading.range.endsAt) })
    .filter((startsLocal) => !excluded.days.has(startsLocal.slice(0, 10)))
    .map((startsLocal) => {
      const startsAt = instantOf(startsLocal, zone);
      const endsAt = endOf(startsAt, lengths.get(startsLocal) ?? length, zone);
      return { uid, recurrenceId: startsAt.toISOString(), startsAt, endsAt };
    });
}

function changeOf({ event, start, length }: Standing, reading: Reading): Change | null {
  const originalStart = instantNamed(event, 'recurrence-id', reading.timeZone);
  if (!originalStart) return null;
  const range = event.getFirstProperty('recurrence-id')?.getFirstParameter('range') ?? '';
  if (range !== '' && range.toUpperCase() !== 'THISANDFUTURE')
    throw new Invalid(`A change of "${range}" occurrences is not understood here.`);
  return { originalStart, isForFollowing: range !== '', start, length };
}

function understood(lines: EventLines, standing: Standing, reading: Reading) {
  const { uid, start, length } = standing;
  if (writtenValue(lines, 'EXRULE') !== null)
    throw new Invalid('Times that are taken out by a rule (EXRULE) are not understood here.');
  if (endOf(start.at, length, start.zone) <= start.at)
    throw new Invalid('The event does not end after it starts.');
  const rule = writtenValue(lines, 'RRULE');
  const change = changeOf(standing, reading);
  if (!change && (rule !== null || standing.event.hasProperty('rdate')))
    return { busy: occurrencesOf(rule, standing, reading), change };
  const recurrenceId = change?.originalStart.toISOString() ?? '';
  const endsAt = endOf(start.at, length, start.zone);
  return { busy: [{ uid, recurrenceId, startsAt: start.at, endsAt }], change };
}

function isBusyIn(event: ICAL.Component): boolean {
  const saysOf = (name: string) => textOf(event, name).toUpperCase();
  return saysOf('status') !== 'CANCELLED' && saysOf('transp') !== 'TRANSPARENT';
}

function failureOf(uid: string, error: unknown): EventFailure {
  const message = error instanceof Invalid ? error.message : `The event cannot be read: ${reasonOf(error)}`;
  return { uid, recurrenceId: '', code: 'INVALID', message };
}

/** What an event says. One that cannot be read, or says what is not understood, is a failure and says nothing. */
export function readEvent(lines: EventLines, reading: Reading): EventReading {
  const uid = keptUid(
    /^UID(?:;[^:]*)?:(.*)$/i.exec(lines.find((line) => /^UID[;:]/i.test(line)) ?? '')?.[1] ?? '',
  );
  try {
    if (uid === '') throw new Invalid('The event has no UID.');
    const event = componentOf(lines);
    const start = startOf(event, reading.timeZone);
    const length = lengthOf(event, start, reading.timeZone);
    const said = understood(lines, { event, uid, start, length }, reading);
    return { uid, isBusy: isBusyIn(event), ...said, failure: null };
  } catch (error) {
    return { uid, isBusy: false, busy: [], change: null, failure: failureOf(uid, error) };
  }
}

/** Whether an event recurs by a rule, which is dear to follow. */
export function hasRule(lines: EventLines): boolean {
  return lines.some((line) => /^RRULE[;:]/i.test(line));
}
