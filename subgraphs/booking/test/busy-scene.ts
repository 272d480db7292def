import { busyCalendarOf, refuseManyRules } from '../src/busy-calendar/busy-calendar.policy.ts';
import { CalendarLines } from '../src/busy-calendar/calendar-lines.policy.ts';
import { readEvent } from '../src/busy-calendar/event-reading.policy.ts';

const reading = {
  timeZone: 'Europe/Oslo',
  range: { startsAt: new Date('2026-11-23T09:00:00Z'), endsAt: new Date('2027-12-28T09:00:00Z') },
};
/** A calendar of these events. */
export const calendar = (...events: string[][]) =>
  [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    ...events.flatMap((lines) => ['BEGIN:VEVENT', ...lines, 'END:VEVENT']),
    'END:VCALENDAR',
  ].join('\r\n');
/** What a text says of the 400 days to come. */
export function understood(text: string) {
  const lines = new CalendarLines();
  lines.take(text);
  const events = lines.end();
  refuseManyRules(events);
  return busyCalendarOf(
    events.map((event) => readEvent(event, reading)),
    reading,
  );
}
/** What events say. */
export const busy = (...events: string[][]) => understood(calendar(...events));
/** When they say that somebody is busy. */
export const spans = (...events: string[][]) =>
  busy(...events).events.map(({ startsAt, endsAt }) => [startsAt.toISOString(), endsAt.toISOString()]);
