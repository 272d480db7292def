import { type FeedEvent, uidOf } from '../calendar-entry/ics-text.policy.ts';
import type { Invite, InvitedEvent } from '../calendar-entry/invite.policy.ts';
import type { NotificationKind } from '../notification-text/kinds.policy.ts';
import type { MessageFacts } from '../notification-text/write-message.policy.ts';
import type { SessionId } from '../session/session.entity.ts';
import type { BookedPart, Draft } from './booking-drafts.policy.ts';
import type { BookingChange, ChangedBookings } from './changed-booking.type.ts';

/** What is told of a session in every message, and what a calendar shows of it. */
export interface Place extends Pick<MessageFacts, 'what' | 'startsAt' | 'timeZone' | 'where'> {
  readonly endsAt: Date;
  /** The name of its resource: where it is, when it has no location. */
  readonly resource: string;
}
/** Places by the ids of their sessions. */
export type Places = ReadonlyMap<SessionId, Place>;

/** What a mail of each kind tells the calendar of its reader; of others, nothing. */
const METHODS: Readonly<Partial<Record<NotificationKind, Invite['method']>>> = {
  BOOKED: 'REQUEST',
  REQUESTED: 'REQUEST',
  PROMOTED: 'REQUEST',
  APPROVED: 'REQUEST',
  RESCHEDULED: 'REQUEST',
  SERIES_BOOKED: 'PUBLISH',
  SERIES_REQUESTED: 'PUBLISH',
  DECLINED: 'CANCEL',
  CANCELED: 'CANCEL',
  CANCELED_BY_STAFF: 'CANCEL',
  SESSION_CANCELED: 'CANCEL',
};
const NEW: readonly NotificationKind[] = [
  'BOOKED',
  'REQUESTED',
  'PROMOTED',
  'SERIES_BOOKED',
  'SERIES_REQUESTED',
];
const ASKED_FOR: readonly NotificationKind[] = ['REQUESTED', 'SERIES_REQUESTED'];

/** Of which bookings that a calendar may show already drafts tell. */
export function changesOf(drafts: readonly Draft[]): BookingChange[] {
  return drafts.flatMap(({ kind, bookingId, formerBookingId }) =>
    bookingId && METHODS[kind] && !NEW.includes(kind) ? [{ bookingId, formerBookingId }] : [],
  );
}

interface Known {
  readonly places: Places;
  readonly changed: ChangedBookings;
}

function statusOf(kind: NotificationKind, isPending: boolean): FeedEvent['status'] {
  if (METHODS[kind] === 'CANCEL') return 'CANCELLED';
  return isPending || ASKED_FOR.includes(kind) ? 'TENTATIVE' : 'CONFIRMED';
}

function eventOf(kind: NotificationKind, part: BookedPart, { places, changed }: Known): InvitedEvent | null {
  const place = places.get(part.sessionId);
  const entry = changed.get(part.bookingId);
  if (!place) return null;
  return {
    uid: uidOf(entry?.originId ?? part.bookingId),
    startsAt: place.startsAt.toISOString(),
    endsAt: place.endsAt.toISOString(),
    timeZone: place.timeZone,
    summary: place.what,
    location: place.where ?? place.resource,
    status: statusOf(kind, entry?.status === 'PENDING'),
    sequence: entry?.sequence ?? 0,
  };
}

/**
 * What a mail tells the calendar of its reader, so that it shows each booking once, where it stands: what changed goes
 * on under the name it had. Null when there is nothing for it to show.
 */
export function inviteOf(draft: Draft, known: Known): Invite | null {
  const { kind, bookingId, sessionId, parts = bookingId ? [{ bookingId, sessionId }] : [] } = draft;
  const method = METHODS[kind];
  if (!method || parts.length === 0) return null;
  const events = parts.map((part) => eventOf(kind, part, known)).filter((event) => event !== null);
  return { method, events };
}
