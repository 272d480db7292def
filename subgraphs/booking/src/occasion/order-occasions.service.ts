import type { MemberId } from '@freehold/kernel/caller/caller';
import { type DomainEvent, type EventId, eventsOf } from '@freehold/kernel/events/domain-event';
import { money } from '@freehold/kernel/values/money';
import type { EntityManager } from '@mikro-orm/postgresql';
import { Event, type EventId as OccurrenceId } from '../event/event.entity.ts';
import {
  EventCalledOff,
  TicketOrderCanceled,
  TicketOrderPaid,
  TicketOrderPlaced,
  TicketTransferred,
} from '../events.ts';
import type { HandoverId } from '../handover/handover.entity.ts';
import { TicketOffered } from '../handover/handover.events.ts';
import type { NotificationKind } from '../notification-text/kinds.policy.ts';
import type { MessageFacts } from '../notification-text/write-message.policy.ts';
import { Order } from '../order/order.entity.ts';
import type { Occasion } from './occasion.type.ts';

type Told = readonly DomainEvent[];

interface OrderDraft {
  readonly kind: NotificationKind;
  readonly name: string;
  readonly customerId: MemberId;
  readonly eventId: OccurrenceId;
  readonly more: Partial<MessageFacts>;
  readonly handoverId?: HandoverId;
  readonly usefulUntil?: Date;
}

interface Ordered {
  readonly customerId: MemberId;
  readonly eventId: OccurrenceId;
  readonly totalMinor: number;
  readonly currency: string;
  readonly tickets?: number;
}

function draftOf(kind: NotificationKind, name: EventId, ordered: Ordered): OrderDraft {
  const { customerId, eventId, totalMinor, currency, tickets } = ordered;
  const total = money(totalMinor, currency);
  return { kind, name, customerId, eventId, more: { total, ...(tickets ? { tickets } : {}) } };
}

/** What costs nothing is paid as it is placed, and told of once. */
function orderDrafts(told: Told): OrderDraft[] {
  return [
    ...eventsOf(told, TicketOrderPlaced).map(({ id, payload }) =>
      draftOf(payload.isPaid ? 'ORDER_PAID' : 'ORDER_PLACED', id, payload),
    ),
    ...eventsOf(told, TicketOrderPaid).map(({ id, payload }) => draftOf('ORDER_PAID', id, payload)),
    ...eventsOf(told, TicketOrderCanceled).map(({ id, payload }) => draftOf('ORDER_CANCELED', id, payload)),
  ];
}

/** Both are told, so that nobody loses a ticket without knowing. */
function transferDrafts(told: Told): OrderDraft[] {
  return eventsOf(told, TicketTransferred).flatMap(({ id: name, payload: { eventId, fromId, toId } }) => [
    { kind: 'TICKET_HANDED_ON', name, customerId: fromId, eventId, more: {} },
    { kind: 'TICKET_RECEIVED', name, customerId: toId, eventId, more: {} },
  ]);
}

/** Each mail of a link is told of once, to whoever opened the handover. */
function offerDrafts(told: Told): OrderDraft[] {
  return eventsOf(told, TicketOffered).map(({ payload }) => {
    const { handoverId, eventId, openedBy: customerId, number, expiresAt } = payload;
    const usefulUntil = new Date(expiresAt);
    const name = `${handoverId} ${number}`;
    return { kind: 'TICKET_OFFERED', name, customerId, eventId, handoverId, usefulUntil, more: {} };
  });
}

/** Everybody who ordered tickets to an event that does not take place, once. */
async function calledOffDrafts(em: EntityManager, told: Told): Promise<OrderDraft[]> {
  const calledOff = eventsOf(told, EventCalledOff);
  if (calledOff.length === 0) return [];
  const ids = calledOff.map(({ payload }) => payload.eventId);
  const orders = await em.find(Order, { event: { id: { $in: ids } }, status: { $ne: 'CANCELED' } });
  const byEvent = Map.groupBy(orders, ({ event }) => event.id);
  return calledOff.flatMap(({ id: name, payload: { eventId } }) => {
    const customers = new Set((byEvent.get(eventId) ?? []).map(({ customerId }) => customerId));
    return [...customers].map((customerId) => ({
      kind: 'EVENT_CANCELED',
      name,
      customerId,
      eventId,
      more: {},
    }));
  });
}

/** Of what customers are told by what happened to their orders and tickets. */
export async function orderOccasions(em: EntityManager, told: Told): Promise<Occasion[]> {
  const drafts = [
    ...orderDrafts(told),
    ...transferDrafts(told),
    ...offerDrafts(told),
    ...(await calledOffDrafts(em, told)),
  ];
  if (drafts.length === 0) return [];
  const ids = [...new Set(drafts.map(({ eventId }) => eventId))];
  const events = await em.find(Event, { id: { $in: ids } });
  const byId = new Map(events.map((event) => [event.id, event]));
  return drafts.flatMap(({ eventId, more, ...draft }) => {
    const event = byId.get(eventId);
    if (!event) return [];
    const { name: what, startsAt, timeZone, locationName: where } = event;
    return [{ ...draft, facts: { what, startsAt, timeZone, where, ...more } }];
  });
}
