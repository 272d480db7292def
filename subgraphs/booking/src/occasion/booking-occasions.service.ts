import { askPrepared } from '@freehold/kernel/database/prepared/ask-prepared';
import { tenantUuidOf } from '@freehold/kernel/database/transaction';
import { type DomainEvent, eventsOf } from '@freehold/kernel/events/domain-event';
import type { Context } from '@freehold/kernel/subgraph/context';
import { idOf, uuidOf } from '@freehold/kernel/values/id';
import { money } from '@freehold/kernel/values/money';
import type { EntityManager } from '@mikro-orm/postgresql';
import { Booking, type BookingId, OPEN } from '../booking/booking.entity.ts';
import { SessionMoved } from '../events.ts';
import type { MessageFacts } from '../notification-text/write-message.policy.ts';
import type { SessionId } from '../session/session.entity.ts';
import { type Draft, draftsOf } from './booking-drafts.policy.ts';
import type { Occasion } from './occasion.type.ts';

/** What is told of a session in every message. */
export type Place = Pick<MessageFacts, 'what' | 'startsAt' | 'timeZone' | 'where'>;

/** Of what customers are told by what happened to their bookings. */
export async function bookingOccasions(
  ctx: Context,
  em: EntityManager,
  told: readonly DomainEvent[],
): Promise<Occasion[]> {
  const drafts = [...draftsOf(told, ctx.caller.member?.id ?? null), ...(await movedDrafts(em, told))];
  if (drafts.length === 0) return [];
  const places = await placesOf(
    em,
    ctx.tenant().timeZone,
    drafts.flatMap(({ sessionId, formerSessionId = sessionId, sessionIds = [] }) => [
      ...[sessionId, formerSessionId],
      ...sessionIds,
    ]),
  );
  const ends = await endsOf(em, drafts);
  return drafts.flatMap((draft) => {
    const place = places.get(draft.sessionId);
    return place ? [occasionOf(draft, { place, places, ends })] : [];
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
  select session.id, offering.name as what, session.starts_at as "startsAt", location.time_zone as "timeZone",
         location.name as where
    from session
    join offering on offering.tenant_id = session.tenant_id and offering.id = session.offering_id
    join resource on resource.tenant_id = session.tenant_id and resource.id = session.resource_id
    left join location on location.tenant_id = session.tenant_id and location.id = resource.location_id
   where session.tenant_id = $1 and session.id = any ($2::uuid[])`;

interface PlaceRow {
  readonly id: string;
  readonly what: string;
  readonly startsAt: string | Date;
  readonly timeZone: string | null;
  readonly where: string | null;
}

/** What sessions are called, when they begin and where, by their ids, with one statement. */
export async function placesOf(
  em: EntityManager,
  tenantZone: string,
  ids: readonly SessionId[],
): Promise<ReadonlyMap<SessionId, Place>> {
  const rows = await askPrepared<PlaceRow>(em, PLACES, [tenantUuidOf(em), [...new Set(ids.map(uuidOf))]]);
  return new Map(
    rows.map(({ id, what, startsAt, timeZone, where }) => [
      idOf('ssn', id),
      { what, startsAt: new Date(startsAt), timeZone: timeZone ?? tenantZone, where: where ?? undefined },
    ]),
  );
}

type End = Pick<MessageFacts, 'refund' | 'fee'>;

const ENDS = `
  select id, refund_minor as refund, fee_minor as fee, currency
    from booking where tenant_id = $1 and id = any ($2::uuid[])`;

interface EndRow {
  readonly id: string;
  readonly refund: string;
  readonly fee: string;
  readonly currency: string;
}

/** What becomes of the price of the bookings that ended. */
async function endsOf(em: EntityManager, drafts: readonly Draft[]): Promise<ReadonlyMap<BookingId, End>> {
  const ended: readonly string[] = ['CANCELED', 'CANCELED_BY_STAFF', 'SESSION_CANCELED'];
  const ids = drafts.flatMap(({ kind, bookingId }) => (bookingId && ended.includes(kind) ? [bookingId] : []));
  if (ids.length === 0) return new Map();
  const rows = await askPrepared<EndRow>(em, ENDS, [tenantUuidOf(em), ids.map(uuidOf)]);
  return new Map(
    rows.map(({ id, refund, fee, currency }) => [
      idOf('bkg', id),
      { refund: money(BigInt(refund), currency), fee: money(BigInt(fee), currency) },
    ]),
  );
}

interface Known {
  readonly place: Place;
  readonly places: ReadonlyMap<SessionId, Place>;
  readonly ends: ReadonlyMap<BookingId, End>;
}

/** When each session of a message begins, the first one first. */
function datesOf({ sessionIds = [] }: Draft, places: Known['places']): Pick<MessageFacts, 'dates'> {
  const dates = sessionIds.flatMap((id) => places.get(id)?.startsAt ?? []);
  return dates.length > 0 ? { dates: dates.sort((left, right) => left.getTime() - right.getTime()) } : {};
}

function occasionOf(draft: Draft, { place, places, ends }: Known): Occasion {
  const { kind, eventId, customerId, bookingId, seats, more, usefulUntil, formerSessionId } = draft;
  const former = formerSessionId && places.get(formerSessionId);
  return {
    kind,
    customerId,
    name: eventId,
    ...(bookingId ? { bookingId } : {}),
    ...(usefulUntil ? { usefulUntil } : {}),
    facts: {
      ...place,
      seats,
      ...datesOf(draft, places),
      ...(former ? { formerly: former.startsAt } : {}),
      ...(bookingId ? ends.get(bookingId) : {}),
      ...more,
    },
  };
}
