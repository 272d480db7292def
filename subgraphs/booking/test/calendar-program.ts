import ICAL from 'ical.js';

/** An entry of somebody's calendar. */
export interface ProgramEntry {
  readonly summary: string;
  readonly location: string;
  readonly startsAt: string;
  readonly endsAt: string;
  readonly status: string;
  readonly sequence: number;
}

interface CaughtMail {
  readonly to: string;
  readonly files: readonly { readonly name: string; readonly text: string }[];
}

/** The calendar objects that mails to an address brought, the oldest first. */
export function invitesTo(mails: readonly CaughtMail[], address: string): readonly string[] {
  return mails
    .filter(({ to }) => to === address)
    .flatMap(({ files }) => files.filter(({ name }) => name === 'invite.ics').map(({ text }) => text));
}

const textIn = (event: ICAL.Component, name: string) => String(event.getFirstPropertyValue(name) ?? '');

function entryOf(event: ICAL.Component): ProgramEntry {
  const { startDate, endDate } = new ICAL.Event(event);
  return {
    summary: textIn(event, 'summary'),
    location: textIn(event, 'location'),
    startsAt: startDate.toJSDate().toISOString(),
    endsAt: endDate.toJSDate().toISOString(),
    status: textIn(event, 'status'),
    sequence: Number(textIn(event, 'sequence')),
  };
}

/** Whether a calendar program takes what comes: of one UID never what is older than what it has (RFC 5546, 2.1.5). */
function isNewer(known: ProgramEntry | undefined, entry: ProgramEntry): boolean {
  return known === undefined || entry.sequence > known.sequence;
}

/**
 * A calendar as a program keeps it by RFC 5546: known by UID, changed by what is newer alone, taken out by CANCEL. What
 * was taken out keeps its number, so that what is older does not bring it back.
 */
export function calendarOf(invites: readonly string[]): ReadonlyMap<string, ProgramEntry> {
  const entries = new Map<string, ProgramEntry>();
  for (const text of invites) {
    const calendar = ICAL.Component.fromString(text);
    ICAL.TimezoneService.reset();
    for (const zone of calendar.getAllSubcomponents('vtimezone')) ICAL.TimezoneService.register(zone);
    for (const event of calendar.getAllSubcomponents('vevent')) {
      const [uid, entry] = [textIn(event, 'uid'), entryOf(event)];
      if (isNewer(entries.get(uid), entry)) entries.set(uid, entry);
    }
  }
  return new Map([...entries].filter(([, { status }]) => status !== 'CANCELLED'));
}

/** The METHOD of a calendar object. */
export const methodOf = (text: string): string => /^METHOD:(.*)\r?$/m.exec(text)?.[1]?.trim() ?? '';
