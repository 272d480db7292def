import { Invalid, NotFound } from '@freehold/kernel/errors/refusals';
import type { Context } from '@freehold/kernel/subgraph/context';
import { mutateOnce } from '@freehold/kernel/subgraph/mutate-once';
import { given } from '@freehold/kernel/values/given';
import { LockMode } from '@mikro-orm/core';
import { EventMoved } from '../events.ts';
import { Event, type EventId } from './event.entity.ts';
import { TicketsTaken } from './event.errors.ts';
import { refuseEventOutsideHorizon, refuseTimes } from './event.policy.ts';
import { eventById, type NewEvent } from './event.service.ts';

/** What an event becomes; what is left out stays. */
export type EventChange = { readonly [K in keyof NewEvent]?: NewEvent[K] | undefined };

/**
 * Changes an event. Orders and tickets stay; that it takes place at another time or place is told.
 * @throws {NotFound} when the tenant has no such event.
 * @throws {EventCanceled} when it does not take place.
 * @throws {EventEnded} when it is over.
 * @throws {Invalid} for times that an event cannot have.
 * @throws {TicketsTaken} for fewer tickets than are taken.
 */
export async function updateEvent(
  ctx: Context,
  eventId: EventId,
  change: EventChange,
  key: string,
): Promise<Event> {
  const call = { operation: 'updateEvent', key, input: { eventId, ...change }, nullClears: true };
  await mutateOnce(ctx, call, async ({ em, publish }) => {
    const event = await em.findOne(Event, { id: eventId }, { lockMode: LockMode.PESSIMISTIC_WRITE });
    if (!event) throw new NotFound('event');
    event.refuseWhenOver(ctx.now());
    refuseChange(event, change, ctx.now());
    const before = { startsAt: event.startsAt, endsAt: event.endsAt, locationName: event.locationName };
    em.assign(event, given(change));
    await em.flush();
    if (isMoved(before, event))
      publish(EventMoved, {
        eventId,
        startedAt: before.startsAt.toISOString(),
        startsAt: event.startsAt.toISOString(),
        endsAt: event.endsAt.toISOString(),
        locationName: event.locationName,
      });
    return eventId;
  });
  return ctx.load(eventById, eventId);
}

function refuseChange(event: Event, change: EventChange, now: Date): void {
  const { startsAt = event.startsAt, endsAt = event.endsAt, maxTickets } = change;
  if (startsAt.getTime() !== event.startsAt.getTime()) refuseEventOutsideHorizon(startsAt, now);
  refuseTimes({ startsAt, endsAt });
  if (endsAt <= now) throw new Invalid(`An event ends in the future; ${endsAt.toISOString()} is past.`);
  if (maxTickets && maxTickets < event.ticketsTaken) throw new TicketsTaken(event.ticketsTaken);
}

type Whereabouts = Pick<Event, 'startsAt' | 'endsAt' | 'locationName'>;

function isMoved(before: Whereabouts, after: Whereabouts): boolean {
  return (
    before.startsAt.getTime() !== after.startsAt.getTime() ||
    before.endsAt.getTime() !== after.endsAt.getTime() ||
    before.locationName !== after.locationName
  );
}
