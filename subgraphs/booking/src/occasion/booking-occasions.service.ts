import { answeredAs, type Question, rowsOf } from '@freehold/kernel/database/prepared/ask-prepared';
import { tenantUuidOf } from '@freehold/kernel/database/transaction';
import { type DomainEvent, eventsOf } from '@freehold/kernel/events/domain-event';
import type { Context, Transaction } from '@freehold/kernel/subgraph/context';
import { idOf, uuidOf } from '@freehold/kernel/values/id';
import type { EntityManager } from '@mikro-orm/postgresql';
import { Booking, OPEN } from '../booking/booking.entity.ts';
import { SessionMoved } from '../events.ts';
import type { NotificationKind } from '../notification-text/kinds.policy.ts';
import type { MessageFacts } from '../notification-text/write-message.policy.ts';
import type { SessionId } from '../session/session.entity.ts';
import { type Draft, draftsOf } from './booking-drafts.policy.ts';
import type { ChangedBookings } from './changed-booking.type.ts';
import { inviteOf, type Place, type Places } from './invite-of.policy.ts';
import type { Occasion } from './occasion.type.ts';

/** Of what customers are to be told by what happened to their bookings. */
export async function bookingDrafts(
  ctx: Context,
  em: EntityManager,
  told: readonly DomainEvent[],
): Promise<Draft[]> {
  return [...draftsOf(told, ctx.caller.member?.id ?? null), ...(await movedDrafts(em, told))];
}

/** The sessions of which drafts tell. */
export function sessionsOf(drafts: readonly Draft[]): SessionId[] {
  return drafts.flatMap(({ sessionId, formerSessionId = sessionId, parts = [] }) => [
    ...[sessionId, formerSessionId],
    ...parts.map((part) => part.sessionId),
  ]);
}

/** What drafts tell, once their sessions and what became of the price are looked up. */
export function bookingOccasions(drafts: readonly Draft[], known: LookedUp): Occasion[] {
  return drafts.flatMap((draft) => {
    const place = known.places.get(draft.sessionId);
    return place ? [occasionOf(draft, { ...known, place })] : [];
  });
}

/** Everybody who has a booking of a session that begins at another time now. */
async function movedDrafts(em: EntityManager, told: readonly DomainEvent[]): Promise<Draft[]> {
  const moves = eventsOf(told, SessionMoved).filter(({ payload }) => payload.startedAt !== payload.startsAt);
  if (moves.length === 0) return [];
  const ids = moves.map(({ payload }) => payload.sessionId);
  const where = { session: { id: { $in: ids } }, status: { $in: [...OPEN] } };
  const bookings = await em.find(Booking, where, { orderBy: { id: 'asc' } });
  const bySession = Map.groupBy(bookings, ({ session }) => session.id);
  return moves.flatMap(({ id: eventId, payload: { sessionId, startedAt } }) =>
    (bySession.get(sessionId) ?? []).map(({ id: bookingId, customerId, seats }) => {
      const more = { formerly: new Date(startedAt) };
      return { kind: 'RESCHEDULED', eventId, sessionId, bookingId, customerId, seats, more };
    }),
  );
}

// Few columns of four tables, for each message that is written: entities of all of them would cost more than the rest.
const PLACES = `
  select session.id, offering.name as what, session.starts_at as "startsAt", session.ends_at as "endsAt",
         location.time_zone as "timeZone", location.name as where, resource.name as resource
    from session
    join offering on offering.tenant_id = session.tenant_id and offering.id = session.offering_id
    join resource on resource.tenant_id = session.tenant_id and resource.id = session.resource_id
    left join location on location.tenant_id = session.tenant_id and location.id = resource.location_id
   where session.tenant_id = $1 and session.id = any ($2::uuid[])`;

interface PlaceRow {
  readonly id: string;
  readonly what: string;
  readonly startsAt: string | Date;
  readonly endsAt: string | Date;
  readonly timeZone: string | null;
  readonly where: string | null;
  readonly resource: string;
}

/** What sessions are called, when they begin and where, by their ids. */
export function placesOf(em: EntityManager, tenantZone: string, ids: readonly SessionId[]): Question<Places> {
  const question = rowsOf<PlaceRow>(PLACES, [tenantUuidOf(em), [...new Set(ids)].map(uuidOf)]);
  return answeredAs(
    question,
    (rows) =>
      new Map(
        rows.map(({ id, what, startsAt, endsAt, timeZone, where, resource }) => [
          idOf('ssn', id),
          {
            what,
            startsAt: new Date(startsAt),
            endsAt: new Date(endsAt),
            timeZone: timeZone ?? tenantZone,
            where: where ?? undefined,
            resource,
          },
        ]),
      ),
  );
}

const kept = new WeakMap<Transaction, Places>();

/** Keeps what was looked up at the end of a transaction, for those who conclude it after that. */
export function keepPlaces(transaction: Transaction, places: Places): void {
  kept.set(transaction, places);
}

/** What was kept for whoever concludes a transaction. */
export function keptPlaces(transaction: Transaction): Places {
  return kept.get(transaction) ?? new Map();
}

/** What messages are written from beside what happened. */
export interface LookedUp {
  readonly places: Places;
  readonly changed: ChangedBookings;
}

const ENDED: readonly NotificationKind[] = ['CANCELED', 'CANCELED_BY_STAFF', 'SESSION_CANCELED'];

/** What becomes of the price of a booking that has ended. */
function endOf({ kind, bookingId }: Draft, changed: ChangedBookings): Pick<MessageFacts, 'refund' | 'fee'> {
  const ended = bookingId && ENDED.includes(kind) ? changed.get(bookingId) : undefined;
  return ended ? { refund: ended.refund, fee: ended.fee } : {};
}

interface Known extends LookedUp {
  readonly place: Place;
}

/** When each session of a message begins, the first one first. */
function datesOf({ parts = [] }: Draft, places: Known['places']): Pick<MessageFacts, 'dates'> {
  const dates = parts.flatMap(({ sessionId }) => places.get(sessionId)?.startsAt ?? []);
  return dates.length > 0 ? { dates: dates.sort((left, right) => left.getTime() - right.getTime()) } : {};
}

function occasionOf(draft: Draft, known: Known): Occasion {
  const { place, places, changed } = known;
  const { kind, eventId, customerId, bookingId, seats, more, usefulUntil, formerSessionId } = draft;
  const former = formerSessionId && places.get(formerSessionId);
  const invite = inviteOf(draft, known);
  return {
    kind,
    customerId,
    name: eventId,
    ...(bookingId ? { bookingId } : {}),
    ...(usefulUntil ? { usefulUntil } : {}),
    ...(invite ? { invite } : {}),
    facts: {
      what: place.what,
      startsAt: place.startsAt,
      timeZone: place.timeZone,
      where: place.where,
      seats,
      ...datesOf(draft, places),
      ...(former ? { formerly: former.startsAt } : {}),
      ...endOf(draft, changed),
      ...more,
    },
  };
}
