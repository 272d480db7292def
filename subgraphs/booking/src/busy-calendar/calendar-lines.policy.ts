import { Invalid } from '@freehold/kernel/errors/refusals';
import { CalendarTooLarge } from './busy-calendar.errors.ts';

/** What says when somebody is busy. Everything else of an event, such as who comes and why, is not kept. */
const KEPT = new Set([
  ...['UID', 'DTSTART', 'DTEND', 'DURATION', 'STATUS', 'TRANSP'],
  ...['RRULE', 'EXRULE', 'RDATE', 'EXDATE', 'RECURRENCE-ID'],
]);
/** More than all days of a century that one line may name. */
const LINE_CHARACTERS_MAX = 500_000;
/** `BEGIN:VCALENDAR`, with room for spaces: what does not begin so is no calendar, whatever comes. */
const FIRST_LINE_CHARACTERS_MAX = 200;
const DEPTH_MAX = 20;
/** Events of one calendar. */
const EVENTS_MAX = 20_000;

const BREAKS = /\r\n|\n|\r/g;
const NAME = /^[A-Za-z0-9-]+/;
const CALENDAR = 'VCALENDAR';
const EVENT = 'VEVENT';

/** The lines of one event that say when somebody is busy, each whole. */
export type EventLines = readonly string[];

function wordOf(line: string): string {
  return NAME.exec(line)?.[0].toUpperCase() ?? '';
}

/**
 * Reads iCalendar text piece by piece, wherever it is cut, and keeps of each event what says when somebody is busy: that
 * alone is held, however long the text.
 */
export class CalendarLines {
  readonly #events: string[][] = [];
  /** Names of the components that are open, the outermost first. */
  readonly #open: string[] = [];
  /** A line as it is written, as far as it has come. */
  #written = '';
  /** A line as it is meant, as far as it has come: what is written next may go on with it. */
  #meant = '';
  #wasReturn = false;
  #hasBegun = false;

  /**
   * Takes the next piece.
   * @throws {Invalid} for text that is no calendar.
   * @throws {CalendarTooLarge} for more than 20,000 events, or a line of more than 500,000 characters that says when.
   */
  take(piece: string): void {
    let from = this.#wasReturn && piece.startsWith('\n') ? 1 : 0;
    if (piece !== '') this.#wasReturn = piece.endsWith('\r');
    BREAKS.lastIndex = from;
    for (let found = BREAKS.exec(piece); found; found = BREAKS.exec(piece)) {
      const end = BREAKS.lastIndex;
      this.#write(piece.slice(from, found.index));
      this.#endWritten();
      from = end;
      BREAKS.lastIndex = end;
    }
    this.#write(piece.slice(from));
    if (!this.#hasBegun && this.#written.length > FIRST_LINE_CHARACTERS_MAX)
      throw new Invalid('The text is no calendar.');
  }

  /**
   * All events.
   * @throws {Invalid} for text that is no calendar, or ends within one.
   */
  end(): readonly EventLines[] {
    this.#endWritten();
    this.#endMeant();
    if (!this.#hasBegun) throw new Invalid('The text is no calendar.');
    const unended = this.#open.at(-1);
    if (unended) throw new Invalid(`The calendar cannot be read: its ${unended} does not end.`);
    return this.#events;
  }

  /** Of a line that is longer than what is kept may be, the beginning says which it is. */
  #write(text: string): void {
    if (this.#written.length <= LINE_CHARACTERS_MAX) this.#written += text;
  }

  #endWritten(): void {
    const written = this.#written;
    this.#written = '';
    if (written === '') return;
    if (!/^[ \t]/.test(written)) {
      this.#endMeant();
      this.#meant = written;
    } else if (this.#meant.length <= LINE_CHARACTERS_MAX) this.#meant += written.slice(1);
  }

  #endMeant(): void {
    const line = this.#meant.replace(/^\ufeff/, '').trimEnd();
    this.#meant = '';
    if (line === '') return;
    const word = wordOf(line);
    if (!this.#hasBegun && word !== 'BEGIN') throw new Invalid('The text is no calendar.');
    if (word === '') throw new Invalid('The calendar cannot be read: it has a line without a name.');
    if (word === 'BEGIN') this.#begin(line.slice('BEGIN:'.length).toUpperCase());
    else if (word === 'END') this.#endComponent(line.slice('END:'.length).toUpperCase());
    else if (KEPT.has(word) && this.#open.at(-1) === EVENT) this.#keep(line);
  }

  #begin(name: string): void {
    if (this.#open.length === 0 && name !== CALENDAR) throw new Invalid('The text is no calendar.');
    if (this.#open.length >= DEPTH_MAX) throw new Invalid('The calendar cannot be read: it is too deep.');
    this.#hasBegun = true;
    this.#open.push(name);
    if (name !== EVENT) return;
    if (this.#events.length >= EVENTS_MAX)
      throw new CalendarTooLarge(`A calendar has at most ${EVENTS_MAX} events.`, { eventsMax: EVENTS_MAX });
    this.#events.push([]);
  }

  #endComponent(name: string): void {
    if (this.#open.pop() !== name)
      throw new Invalid(`The calendar cannot be read: a ${name.slice(0, 50)} ends that has not begun.`);
  }

  #keep(line: string): void {
    if (line.length > LINE_CHARACTERS_MAX)
      throw new CalendarTooLarge(`A line has at most ${LINE_CHARACTERS_MAX} characters.`, {
        charactersMax: LINE_CHARACTERS_MAX,
      });
    this.#events.at(-1)?.push(line);
  }
}
