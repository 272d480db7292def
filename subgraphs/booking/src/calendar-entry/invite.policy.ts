import { calendarText, type FeedEvent, type Organizer } from './ics-text.policy.ts';

/** An event as it is kept with a message, instants as ISO 8601. */
export interface InvitedEvent extends Omit<FeedEvent, 'startsAt' | 'endsAt'> {
  readonly startsAt: string;
  readonly endsAt: string;
}

/**
 * What a mail tells a calendar program. REQUEST puts one event in or changes it, CANCEL takes it out: these two alone a
 * calendar follows by itself. PUBLISH shows several that the reader may take over. It names no person.
 */
export interface Invite {
  readonly method: 'PUBLISH' | 'REQUEST' | 'CANCEL';
  readonly events: readonly InvitedEvent[];
}

/** Between whom an invite goes, and when what it tells happened. */
export interface InviteFrame {
  readonly organizer: Organizer;
  /** An address. */
  readonly attendee: string;
  readonly at: Date;
}

/** An invite as iCalendar text: the same in each repetition. RFC 5546 knows no attendee of what is published. */
export function inviteText({ method, events }: Invite, { organizer, attendee, at }: InviteFrame): string {
  return calendarText({
    method,
    organizer,
    ...(method === 'PUBLISH' ? {} : { attendee }),
    events: events.map((event) => ({
      ...event,
      startsAt: new Date(event.startsAt),
      endsAt: new Date(event.endsAt),
    })),
    now: at,
  });
}
