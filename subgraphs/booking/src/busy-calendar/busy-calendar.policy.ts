import { instantOf, localOf, minutesBetween, shiftLocal } from '../recurrence/wall-clock.policy.ts';
import { CalendarTooLarge } from './busy-calendar.errors.ts';
import type { EventLines } from './calendar-lines.policy.ts';
import type { BusyEvent, Change, EventFailure, EventReading, Reading } from './event-reading.policy.ts';
import { hasRule } from './event-reading.policy.ts';
import { endOf } from './event-time.policy.ts';

/** What another calendar says of a range of time. */
export interface BusyCalendar {
  /** Every event that the text has, also those that keep nobody busy. */
  readonly uids: readonly string[];
  readonly events: readonly BusyEvent[];
  readonly failures: readonly EventFailure[];
}

const RULES_MAX = 2000;
const TIMES_MAX = 20_000;
/** Twice as many times as are taken over may be looked at: those out of the range, too. */
const LOOKED_AT_MAX = 2 * TIMES_MAX;
/** What a rule costs that is followed in vain. */
const VAIN_RULE_TIMES = 100;

/** @throws {CalendarTooLarge} for more than 2,000 events that recur by a rule. */
export function refuseManyRules(events: readonly EventLines[]): void {
  if (events.filter(hasRule).length > RULES_MAX)
    throw new CalendarTooLarge(`A calendar has at most ${RULES_MAX} events that recur by a rule.`, {
      rulesMax: RULES_MAX,
    });
}

/** Counts what the reading of events costs, so that no calendar keeps us busy for long. */
export class ReadingBudget {
  #times = 0;

  /** @throws {CalendarTooLarge} when all that was read comes to more than 40,000 times. */
  spend(lines: EventLines, { busy, failure }: EventReading): void {
    this.#times += failure && hasRule(lines) ? VAIN_RULE_TIMES : Math.max(1, busy.length);
    if (this.#times > LOOKED_AT_MAX)
      throw new CalendarTooLarge(
        'The calendar has too many times, or too many rules that cannot be followed.',
        {
          timesMax: TIMES_MAX,
        },
      );
  }
}

interface Said {
  readonly busy: BusyEvent;
  readonly isBusy: boolean;
}

type Occurrences = Map<string, Said>;

/** What is said of an occurrence and all that follow moves each by as much on the wall clock (RFC 5545, 3.8.4.4). */
function changeFollowing(said: Occurrences, { isBusy }: EventReading, change: Change): void {
  const { originalStart, start, length } = change;
  const { zone } = start;
  const minutes = minutesBetween(localOf(originalStart, zone), localOf(start.at, zone));
  for (const [name, { busy }] of said) {
    const original = new Date(busy.recurrenceId);
    if (!(original >= originalStart)) continue;
    const startsAt = instantOf(shiftLocal(localOf(original, zone), minutes), zone);
    said.set(name, { busy: { ...busy, startsAt, endsAt: endOf(startsAt, length, zone) }, isBusy });
  }
}

function note(said: Occurrences, { busy, isBusy }: EventReading): void {
  for (const each of busy) said.set(each.recurrenceId, { busy: each, isBusy });
}

type Changing = EventReading & { readonly change: Change };

/** What is said of others than the series itself, in the order of what it is said of. */
function changesIn(readings: readonly EventReading[]): readonly Changing[] {
  return readings
    .flatMap((reading) => (reading.change ? [{ ...reading, change: reading.change }] : []))
    .sort((left, right) => left.change.originalStart.getTime() - right.change.originalStart.getTime());
}

/** The occurrences of one UID: what its series says, changed from some on, and at last what is said of one alone. */
function occurrencesOf(readings: readonly EventReading[]): Occurrences {
  const said: Occurrences = new Map();
  const changes = changesIn(readings);
  const following = changes.filter(({ change }) => change.isForFollowing);
  for (const reading of readings.filter(({ change }) => !change)) note(said, reading);
  for (const reading of following) {
    note(said, reading);
    changeFollowing(said, reading, reading.change);
  }
  for (const reading of changes.filter(({ change }) => !change.isForFollowing)) note(said, reading);
  return said;
}

/**
 * When another calendar says that somebody is busy, inside a range. Events that are canceled or transparent keep
 * nobody busy. An event that cannot be read is a failure of its own.
 * @throws {CalendarTooLarge} for more than 20,000 times in the range.
 */
export function busyCalendarOf(readings: readonly EventReading[], { range }: Reading): BusyCalendar {
  const { startsAt, endsAt } = range;
  const failures = readings.flatMap(({ failure }) => (failure ? [failure] : []));
  const byUid = Map.groupBy(readings, ({ uid }) => uid);
  const events = [...byUid.values()]
    .flatMap((ofUid) => [...occurrencesOf(ofUid).values()])
    .filter(({ busy, isBusy }) => isBusy && busy.endsAt > startsAt && busy.startsAt < endsAt)
    .map(({ busy }) => busy);
  if (events.length > TIMES_MAX)
    throw new CalendarTooLarge(
      `At most ${TIMES_MAX} times are taken over at once; there are ${events.length}.`,
      { timesMax: TIMES_MAX },
    );
  return { uids: [...byUid.keys()].filter((uid) => uid !== ''), events, failures };
}
