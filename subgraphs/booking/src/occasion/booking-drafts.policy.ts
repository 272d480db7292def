import type { MemberId } from '@freehold/kernel/caller/caller';
import { type DomainEvent, type EventId, eventsOf } from '@freehold/kernel/events/domain-event';
import { money } from '@freehold/kernel/values/money';
import type { BookingId } from '../booking/booking.entity.ts';
import {
  BookingApproved,
  BookingCanceled,
  BookingMade,
  BookingMissed,
  BookingRescheduled,
  SeriesBooked,
  WaitlistOffered,
  WaitlistPromoted,
} from '../events.ts';
import type { NotificationKind } from '../notification-text/kinds.policy.ts';
import type { MessageFacts } from '../notification-text/write-message.policy.ts';
import type { SessionId } from '../session/session.entity.ts';

type Told = readonly DomainEvent[];

/** One of several bookings of which a customer is told at once. */
export interface BookedPart {
  readonly bookingId: BookingId;
  readonly sessionId: SessionId;
}

/** Of what a customer is told, before the session and what it costs were looked up. */
export interface Draft {
  readonly kind: NotificationKind;
  readonly eventId: EventId;
  readonly customerId: MemberId;
  readonly sessionId: SessionId;
  readonly seats: number;
  readonly bookingId?: BookingId;
  /** Each of the bookings, when several were made in one go. */
  readonly parts?: readonly BookedPart[];
  /** The booking whose place this one took. */
  readonly formerBookingId?: BookingId;
  /** The session of which the booking had been. */
  readonly formerSessionId?: SessionId;
  readonly usefulUntil?: Date;
  readonly more?: Partial<MessageFacts>;
}

/** Who waited and has a booking is told so once: not of the booking, too; while staff decides on it, of that alone. */
function madeDrafts(told: Told): Draft[] {
  const promoted = new Set(eventsOf(told, WaitlistPromoted).map(({ payload }) => payload.bookingId));
  return eventsOf(told, BookingMade).map(({ id: eventId, payload: { status, ...booking } }) => ({
    ...booking,
    eventId,
    kind: status === 'PENDING' ? 'REQUESTED' : promoted.has(booking.bookingId) ? 'PROMOTED' : 'BOOKED',
  }));
}

const OF_SERIES: Readonly<Partial<Record<NotificationKind, NotificationKind>>> = {
  BOOKED: 'SERIES_BOOKED',
  REQUESTED: 'SERIES_REQUESTED',
};

/** Of many bookings that were made in one go a customer is told in one message: of what is promised, of what is asked for. */
function togetherOf(told: Told, made: readonly Draft[]): Draft[] {
  const seriesOf = new Map<string, EventId>(
    eventsOf(told, SeriesBooked).flatMap(({ id, payload }) => payload.bookingIds.map((each) => [each, id])),
  );
  const groups = Map.groupBy(made, ({ kind, eventId, bookingId = '' }) => {
    const series = OF_SERIES[kind] && seriesOf.get(bookingId);
    return series ? `${series} ${kind}` : eventId;
  });
  return [...groups.values()].flatMap((drafts) => {
    const [first] = drafts;
    const kind = first && OF_SERIES[first.kind];
    if (!first || !kind || drafts.length === 1) return drafts;
    const { eventId, customerId, sessionId, seats } = first;
    const parts = drafts.flatMap((draft) =>
      draft.bookingId ? [{ bookingId: draft.bookingId, sessionId: draft.sessionId }] : [],
    );
    return [{ kind, eventId, customerId, sessionId, seats, parts }];
  });
}

type Outcome = 'CANCELED' | 'LATE_CANCELED' | 'DECLINED' | 'SESSION_CANCELED';

function kindOfEnd(outcome: Outcome, isOwn: boolean): NotificationKind {
  if (outcome === 'DECLINED' || outcome === 'SESSION_CANCELED') return outcome;
  return isOwn ? 'CANCELED' : 'CANCELED_BY_STAFF';
}

function endedDrafts(told: Told, askedBy: MemberId | null): Draft[] {
  return eventsOf(told, BookingCanceled).map(
    ({ id: eventId, payload: { outcome = 'CANCELED', ...booking } }) => ({
      ...booking,
      eventId,
      kind: kindOfEnd(outcome, booking.customerId === askedBy),
    }),
  );
}

function missedDrafts(told: Told): Draft[] {
  return eventsOf(told, BookingMissed).map(({ id: eventId, payload }) => {
    const { consequence, feeMinor, currency, ...booking } = payload;
    const fee = money(BigInt(feeMinor), currency);
    const more = {
      strike: consequence === 'STRIKE',
      creditLost: consequence === 'CREDIT_LOST',
      ...(consequence === 'FEE' ? { fee } : {}),
    };
    return { ...booking, eventId, kind: 'NO_SHOW', more };
  });
}

function offeredDrafts(told: Told): Draft[] {
  return eventsOf(told, WaitlistOffered).map(({ id: eventId, payload }) => {
    const { customerId, sessionId, partySize: seats } = payload;
    const deadline = new Date(payload.expiresAt);
    const more = { deadline };
    return { kind: 'OFFERED', eventId, customerId, sessionId, seats, usefulUntil: deadline, more };
  });
}

function approvedDrafts(told: Told): Draft[] {
  return eventsOf(told, BookingApproved).map(({ id: eventId, payload }) => ({
    ...payload,
    eventId,
    kind: 'APPROVED',
  }));
}

function rescheduledDrafts(told: Told): Draft[] {
  return eventsOf(told, BookingRescheduled).map(({ id: eventId, payload }) => {
    const { fromSessionId: formerSessionId, fromBookingId: formerBookingId, ...booking } = payload;
    return { ...booking, eventId, formerSessionId, formerBookingId, kind: 'RESCHEDULED' };
  });
}

/** Of what customers are told when this happened to their bookings; `askedBy` is who did it. */
export function draftsOf(told: Told, askedBy: MemberId | null): readonly Draft[] {
  return [
    ...togetherOf(told, madeDrafts(told)),
    ...approvedDrafts(told),
    ...endedDrafts(told, askedBy),
    ...rescheduledDrafts(told),
    ...offeredDrafts(told),
    ...missedDrafts(told),
  ];
}
