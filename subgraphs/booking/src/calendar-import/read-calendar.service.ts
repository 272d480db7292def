import { createHash } from 'node:crypto';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { Invalid, PayloadTooLarge } from '@freehold/kernel/errors/refusals';
import {
  type BusyCalendar,
  busyCalendarOf,
  ReadingBudget,
  refuseManyRules,
} from '../busy-calendar/busy-calendar.policy.ts';
import { CalendarLines, type EventLines } from '../busy-calendar/calendar-lines.policy.ts';
import { type EventReading, type Reading, readEvent } from '../busy-calendar/event-reading.policy.ts';

/** A calendar of which every event was read as text, and nothing was understood yet. */
export interface CalendarText {
  readonly events: readonly EventLines[];
  /** SHA-256 of the whole text. */
  readonly hash: string;
}

/** Bytes of a calendar. */
export const CALENDAR_BYTES_MAX = 10_000_000;
/** Others have their turn after so long. */
const TURN_MS = 10;

function refuseLong(bytes: number): void {
  if (bytes > CALENDAR_BYTES_MAX) throw new PayloadTooLarge(CALENDAR_BYTES_MAX);
}

function decoded(decoder: TextDecoder, chunk?: Uint8Array): string {
  try {
    return chunk ? decoder.decode(chunk, { stream: true }) : decoder.decode();
  } catch {
    throw new Invalid('The calendar is not UTF-8.');
  }
}

/**
 * Reads a calendar as it comes, and holds nothing of it but what says when somebody is busy.
 * @throws {Invalid} for text that is no calendar in UTF-8.
 * @throws {PayloadTooLarge} for more than 10 MB.
 * @throws {CalendarTooLarge} for more than 20,000 events.
 */
export async function readCalendar(
  body: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
): Promise<CalendarText> {
  const [lines, hash] = [new CalendarLines(), createHash('sha256')];
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let bytes = 0;
  for await (const chunk of body) {
    bytes += chunk.length;
    refuseLong(bytes);
    hash.update(chunk);
    lines.take(decoded(decoder, chunk));
  }
  lines.take(decoded(decoder));
  return { events: lines.end(), hash: hash.digest('base64url') };
}

/**
 * What a calendar says of a range of time. It is understood in slices, so that others have their turn.
 * @throws {CalendarTooLarge} for more than 2,000 events that recur by a rule, 20,000 times in the range, or too many rules
 * that cannot be followed.
 */
export async function understandCalendar({ events }: CalendarText, reading: Reading): Promise<BusyCalendar> {
  refuseManyRules(events);
  const readings: EventReading[] = [];
  const budget = new ReadingBudget();
  let turnSince = performance.now();
  for (const event of events) {
    const read = readEvent(event, reading);
    budget.spend(event, read);
    readings.push(read);
    if (performance.now() - turnSince < TURN_MS) continue;
    await nextTurn();
    turnSince = performance.now();
  }
  return busyCalendarOf(readings, reading);
}
