import { findPage, type Page, type PageArgs } from '@freehold/kernel/database/page';
import { NotFound } from '@freehold/kernel/errors/refusals';
import { capOf } from '@freehold/kernel/metering/cap-of';
import { LimitExceeded } from '@freehold/kernel/metering/limit-exceeded';
import { reserveUsage } from '@freehold/kernel/metering/reserve-usage';
import type { Context } from '@freehold/kernel/subgraph/context';
import { loadById } from '@freehold/kernel/subgraph/load-by-id';
import { mutateOnce } from '@freehold/kernel/subgraph/mutate-once';
import { newId } from '@freehold/kernel/values/id';
import type { TimeRange } from '@freehold/kernel/values/time-range';
import { LockMode, raw } from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/postgresql';
import { EventCalledOff, EventCreated } from '../events.ts';
import { faceOf } from '../face.ts';
import { Event, type EventId } from './event.entity.ts';
import { SoldOut } from './event.errors.ts';
import { refuseEventOutsideHorizon, refuseTimes } from './event.policy.ts';

const NO_CAP = 2_147_483_647;

/** An event to be created. */
export interface NewEvent {
  readonly name: string;
  readonly description: string;
  readonly locationName?: string | null | undefined;
  readonly timeZone?: string | null | undefined;
  readonly startsAt: Date;
  readonly endsAt: Date;
  readonly maxTickets?: number | null | undefined;
  readonly payWithinMinutes: number;
}

/** Events by their ids. */
export const eventById = loadById(Event, 'event');

/**
 * Creates an event and counts it against the plan, or does neither.
 * @throws {Invalid} for a start in the past or beyond 800 days, and for an end before it or more than 31 days later.
 * @throws {LimitExceeded} at the plan's limit.
 */
export async function createEvent(ctx: Context, input: NewEvent, key: string): Promise<Event> {
  refuseEventOutsideHorizon(input.startsAt, ctx.now());
  refuseTimes(input);
  const { id: tenantId, timeZone } = ctx.tenant();
  const id = await mutateOnce(ctx, { operation: 'createEvent', key, input }, async ({ em, publish }) => {
    const event = em.create(Event, {
      ...input,
      tenantId,
      id: newId('evn'),
      locationName: input.locationName ?? null,
      timeZone: input.timeZone ?? timeZone,
      maxTickets: input.maxTickets ?? null,
      ticketsTaken: 0,
      status: 'SCHEDULED',
      canceledAt: null,
      createdAt: ctx.now(),
    });
    em.persist(event);
    await countEvent(ctx, em, 1);
    publish(EventCreated, { eventId: event.id, startsAt: event.startsAt.toISOString() });
    return event.id;
  });
  return ctx.load(eventById, id);
}

/**
 * Calls an event off: from now on its tickets admit nobody, no order of it is taken, and the plan counts it no more.
 * Orders stay as they are, as the list of those to whom money is owed.
 * @throws {NotFound} when the tenant has no such event.
 * @throws {EventCanceled} when it was canceled before.
 * @throws {EventEnded} when it is over.
 */
export async function cancelEvent(ctx: Context, eventId: EventId, key: string): Promise<Event> {
  const call = { operation: 'cancelEvent', key, input: { eventId } };
  const id = await mutateOnce(ctx, call, async ({ em, publish }) => {
    const event = await em.findOne(Event, { id: eventId }, { lockMode: LockMode.PESSIMISTIC_WRITE });
    if (!event) throw new NotFound('event');
    event.cancel(ctx.now());
    await countEvent(ctx, em, -1);
    publish(EventCalledOff, { eventId: event.id, ticketsTaken: event.ticketsTaken });
    return event.id;
  });
  return ctx.load(eventById, id);
}

async function countEvent(ctx: Context, em: EntityManager, amount: 1 | -1): Promise<void> {
  const meter = faceOf(ctx).meters.eventCreated;
  if (!meter) return;
  const tenant = ctx.tenant();
  await reserveUsage(em, { subgraph: 'booking', tenant, meter, amount, reset: 'none', now: ctx.now() });
}

/** Events that begin in a range of time, soonest first; canceled ones too. */
export function listEvents(ctx: Context, range: TimeRange, args: PageArgs): Promise<Page<Event>> {
  const { id: tenantId } = ctx.tenant();
  const name = `events:${range.startsAt.toISOString()}:${range.endsAt.toISOString()}`;
  const where = { startsAt: { $gte: range.startsAt, $lt: range.endsAt } };
  return ctx.read((em) =>
    findPage(em, Event, { tenantId, name, where, orderBy: [{ startsAt: 'asc' }, { id: 'asc' }] }, args),
  );
}

/** What the plan allows one event: the meter, and its cap or null without one. */
function ticketCap(ctx: Context): { meter: string; cap: number | null } {
  const meter = faceOf(ctx).meters.ticketsPerEvent;
  if (!meter) return { meter: '', cap: null };
  return { meter, cap: capOf(ctx.tenant(), meter) };
}

/**
 * Takes tickets of an event. One statement decides, and it holds the event until the transaction ends.
 * @throws {NotFound} when the tenant has no such event.
 * @throws {EventCanceled} when it does not take place.
 * @throws {EventEnded} when it is over.
 * @throws {SoldOut} when the event has not as many left.
 * @throws {LimitExceeded} when the plan allows fewer per event.
 * @throws {Unavailable} when the plan is not known.
 */
export async function takeTickets(
  ctx: Context,
  em: EntityManager,
  id: EventId,
  count: number,
): Promise<Event> {
  const { meter, cap } = ticketCap(ctx);
  const most = raw('coalesce(least(max_tickets, ?::int), ?::int)', [cap, NO_CAP]);
  const taken = await em.nativeUpdate(
    Event,
    { id, status: 'SCHEDULED', [raw('tickets_taken + ?', [count])]: { $lte: most } },
    { ticketsTaken: raw<number>('tickets_taken + ?', [count]) },
  );
  const event = await em.findOne(Event, { id }, { refresh: true });
  if (!event) throw new NotFound('event');
  event.refuseWhenOver(ctx.now());
  if (taken === 1) return event;
  const left = (event.maxTickets ?? NO_CAP) - event.ticketsTaken;
  if (left < count) throw new SoldOut(`"${event.name}"`, left);
  throw new LimitExceeded(meter, event.ticketsTaken, cap ?? 0, null);
}

/** Gives tickets of an event back. */
export async function giveTicketsBack(em: EntityManager, id: EventId, count: number): Promise<void> {
  await em.nativeUpdate(Event, { id }, { ticketsTaken: raw<number>('tickets_taken - ?', [count]) });
}
