import { NotFound } from '@freehold/kernel/errors/refusals';
import type { Context } from '@freehold/kernel/subgraph/context';
import type { EntityManager } from '@mikro-orm/postgresql';
import { Booking, type BookingId, OCCUPYING } from '../booking/booking.entity.ts';
import { CalendarEntry } from '../calendar-entry/calendar-entry.entity.ts';
import { calendarText, type FeedEvent, uidOf } from '../calendar-entry/ics-text.policy.ts';
import { Resource } from '../resource/resource.entity.ts';
import { hashOfSecret } from '../secret.ts';
import { Occurrence } from '../series/occurrence.entity.ts';
import { sessionsThatClaim } from '../session/claimed.service.ts';
import { Session } from '../session/session.entity.ts';
import { CalendarFeed } from './calendar-feed.entity.ts';

const DAY_MS = 86_400_000;
const DAYS_BACK = 31;
const DAYS_AHEAD = 400;
const EVENTS_MAX = 2000;

/** A session as a feed shows it: as itself, or as somebody's booking of it. */
interface Shown {
  readonly uid: string;
  readonly session: Session;
  readonly status: FeedEvent['status'];
  readonly changes: number;
}

/**
 * The calendar behind a feed's secret as iCalendar text: from 31 days ago to 400 days ahead, at most 2,000 events.
 * @throws {NotFound} for a secret of no feed of this tenant, or of one that was revoked.
 */
export function renderFeed(ctx: Context, secret: string): Promise<string> {
  return ctx.read(async (em) => {
    const feed = await em.findOne(CalendarFeed, { secretHash: hashOfSecret(secret), revokedAt: null });
    if (!feed) throw new NotFound('calendar feed');
    const shown =
      feed.scope === 'CUSTOMER' ? await bookingsOf(ctx, em, feed) : await sessionsOf(ctx, em, feed);
    const events = await eventsOf(ctx, em, shown);
    return calendarText({ name: await nameOf(em, feed), events, now: ctx.now() });
  });
}

async function nameOf(em: EntityManager, { scope, resource }: CalendarFeed): Promise<string> {
  if (scope === 'CUSTOMER') return 'My bookings';
  if (!resource) return 'All sessions';
  return (await em.findOneOrFail(Resource, { id: resource.id })).name;
}

function rangeOf(now: Date) {
  return {
    $gte: new Date(now.getTime() - DAYS_BACK * DAY_MS),
    $lt: new Date(now.getTime() + DAYS_AHEAD * DAY_MS),
  };
}

/** One whose place another one took is shown as that one, under the name of the first. */
async function bookingsOf(ctx: Context, em: EntityManager, feed: CalendarFeed): Promise<readonly Shown[]> {
  const bookings = await em.find(
    Booking,
    { customerId: feed.createdBy, rescheduledTo: null, session: { startsAt: rangeOf(ctx.now()) } },
    {
      populate: ['session.offering', 'session.resource.location'],
      strategy: 'joined',
      orderBy: { id: 'desc' },
      limit: EVENTS_MAX,
    },
  );
  const entries = await entriesOf(
    em,
    bookings.map(({ id }) => id),
  );
  return bookings.map(({ id, status, session }) => {
    const entry = entries.get(id);
    const stands = status === 'PENDING' ? 'TENTATIVE' : 'CONFIRMED';
    const isKept = OCCUPYING.some((each) => each === status) || status === 'COMPLETED';
    return {
      uid: entry?.originId ?? id,
      session: session.getEntity(),
      status: isKept ? stands : 'CANCELLED',
      changes: Math.max(entry?.sequence ?? 0, Number(!isKept)),
    };
  });
}

/** How those of them that have changed are known, so that mails and the feed speak of one entry. */
async function entriesOf(em: EntityManager, ids: readonly BookingId[]) {
  const entries = await em.find(CalendarEntry, { bookingId: { $in: [...ids] } });
  return new Map(entries.map((entry) => [entry.bookingId, entry]));
}

async function sessionsOf(ctx: Context, em: EntityManager, feed: CalendarFeed): Promise<readonly Shown[]> {
  const sessions = await em.find(
    Session,
    { startsAt: rangeOf(ctx.now()), ...(await ofResource(ctx, em, feed)) },
    {
      populate: ['offering', 'resource.location'],
      strategy: 'joined',
      orderBy: { startsAt: 'asc', id: 'asc' },
      limit: EVENTS_MAX,
    },
  );
  return sessions.map((session) => ({
    uid: session.id,
    session,
    status: session.canceledAt ? 'CANCELLED' : 'CONFIRMED',
    changes: Number(session.canceledAt !== null),
  }));
}

/** Sessions that a resource gives, those that were called off included, and those that take it beside another. */
async function ofResource(ctx: Context, em: EntityManager, { resource }: CalendarFeed) {
  if (!resource) return {};
  const { $gte: startsAt, $lt: endsAt } = rangeOf(ctx.now());
  const claiming = await sessionsThatClaim(em, resource.id, { startsAt, endsAt });
  return { $or: [{ resource: { id: resource.id } }, { id: { $in: [...claiming] } }] };
}

async function eventsOf(ctx: Context, em: EntityManager, shown: readonly Shown[]): Promise<FeedEvent[]> {
  const ids = shown.map(({ session }) => session.id);
  const found = await em.find(
    Occurrence,
    { session: { id: { $in: ids } } },
    { populate: ['series'], strategy: 'joined' },
  );
  const occurrences = new Map(found.map((occurrence) => [occurrence.session.id, occurrence]));
  return shown.map((each) => eventOf(each, occurrences.get(each.session.id), ctx.tenant().timeZone));
}

function eventOf(shown: Shown, occurrence: Occurrence | undefined, tenantZone: string): FeedEvent {
  const { uid, session, status, changes } = shown;
  const resource = session.resource.getEntity();
  const location = resource.location?.getEntity();
  return {
    uid: uidOf(uid),
    startsAt: session.startsAt,
    endsAt: session.endsAt,
    timeZone: occurrence?.series.getEntity().timeZone ?? location?.timeZone ?? tenantZone,
    summary: session.offering.getEntity().name,
    location: location?.name ?? resource.name,
    status,
    sequence: (occurrence?.sequence ?? 0) + changes,
  };
}
