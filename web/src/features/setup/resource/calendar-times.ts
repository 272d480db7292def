/** What says when somebody is busy. Everything else of an event, such as who comes and why, stays here. */
const SENT = new Set([
  ...['UID', 'DTSTART', 'DTEND', 'DURATION', 'STATUS', 'TRANSP'],
  ...['RRULE', 'EXRULE', 'RDATE', 'EXDATE', 'RECURRENCE-ID'],
]);

interface EventReader {
  readonly events: string[][];
  /** The lines of the event that is being read; null between events. */
  lines: string[] | null;
  /** How many parts of the event, such as alarms, are open. */
  depth: number;
}

/** The lines of a calendar, whole: those that were folded are one again. */
function linesOf(text: string): string[] {
  return text
    .replace(/^\ufeff/, '')
    .replaceAll(/\r\n?/g, '\n')
    .replaceAll(/\n[ \t]/g, '')
    .split('\n');
}

function readInside(reader: EventReader, lines: string[], line: string): void {
  const [name = ''] = /^[\w-]*/.exec(line) ?? [];
  const word = name.toUpperCase();
  if (word === 'BEGIN') reader.depth += 1;
  else if (word === 'END' && reader.depth > 0) reader.depth -= 1;
  else if (word === 'END') {
    reader.events.push(lines);
    reader.lines = null;
  } else if (reader.depth === 0 && SENT.has(word)) lines.push(line);
}

/** Each event of a calendar, as those of its lines that are sent. */
function eventsOf(text: string): readonly string[][] {
  const reader: EventReader = { events: [], lines: null, depth: 0 };
  for (const line of linesOf(text)) {
    if (reader.lines) readInside(reader, reader.lines, line);
    else if (/^BEGIN:VEVENT\s*$/i.test(line)) reader.lines = [];
  }
  return reader.events;
}

const eventText = (lines: readonly string[]) => ['BEGIN:VEVENT', ...lines, 'END:VEVENT'];

/**
 * A calendar with nothing but the times of its events. Text without events is given back as it is: the server says what is
 * wrong with it.
 */
export function calendarTimes(text: string): string {
  const events = eventsOf(text);
  if (events.length === 0) return text;
  return ['BEGIN:VCALENDAR', 'VERSION:2.0', ...events.flatMap(eventText), 'END:VCALENDAR', ''].join('\n');
}
