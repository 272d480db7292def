import { NotFound } from '@freehold/kernel/errors/refusals';
import { LockMode } from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/postgresql';
import { CheckInList, type CheckInListId } from '../check-in-list/check-in-list.entity.ts';
import { productIdsOf } from '../check-in-list/check-in-list.service.ts';
import { Event } from '../event/event.entity.ts';
import { admissionOf } from '../event/event.policy.ts';
import { Order } from '../order/order.entity.ts';
import { Ticket, type TicketId } from '../ticket/ticket.entity.ts';
import { Scan } from './scan.entity.ts';
import type { ListRules, Passage, TicketFacts } from './scan.policy.ts';

/** Somebody who was let through, with the scan that says so. */
export interface ScannedPassage extends Passage {
  readonly scan: Scan;
}

/** A ticket at a gate, held until the transaction ends. */
export interface TicketAtGate {
  readonly ticket: Ticket;
  readonly facts: TicketFacts;
  /** Those who were let through with it at this list, as they were written down. */
  readonly passages: ScannedPassage[];
}

/** A list with the tickets that are looked at. */
export interface Gate {
  readonly list: CheckInList;
  readonly rules: ListRules;
  readonly tickets: ReadonlyMap<TicketId, TicketAtGate>;
}

/** When a scan counts: ours by our clock, an uploaded one by the device's, which cannot be ahead of ours. */
export function momentOf({ isUploaded, scannedAt, recordedAt }: Scan): Date {
  return isUploaded && scannedAt < recordedAt ? scannedAt : recordedAt;
}

/** A passage, as a scan tells it. */
export function passageOf(scan: Scan): ScannedPassage {
  return { scan, direction: scan.direction, at: momentOf(scan) };
}

function earlierOf(left: Date | null, right: Date | null): Date | null {
  if (!left || !right) return left ?? right;
  return left < right ? left : right;
}

/**
 * Holds the tickets that are looked at, always in the order of their ids, so that of many who look at once
 * one after the other decides, and nobody waits in a circle.
 * @throws {NotFound} when the tenant has no such list.
 */
export async function openGate(
  em: EntityManager,
  listId: CheckInListId,
  ticketIds: readonly TicketId[],
): Promise<Gate> {
  const list = await em.findOne(CheckInList, { id: listId });
  if (!list) throw new NotFound('check-in list');
  const { mode, allowsReentry } = list;
  const productIds = await productIdsOf(em, listId);
  const rules = { eventId: list.event.id, productIds, mode, allowsReentry };
  const tickets = await em.find(
    Ticket,
    { id: { $in: [...ticketIds] } },
    { orderBy: { id: 'asc' }, lockMode: LockMode.PESSIMISTIC_WRITE },
  );
  return { list, rules, tickets: await lookedAt(em, list, tickets) };
}

async function lookedAt(em: EntityManager, list: CheckInList, tickets: readonly Ticket[]) {
  const orders = await byId(em.find(Order, { id: { $in: tickets.map(({ order }) => order.id) } }));
  const events = await byId(em.find(Event, { id: { $in: tickets.map(({ event }) => event.id) } }));
  const accepted = await em.find(
    Scan,
    { ticketId: { $in: tickets.map(({ id }) => id) }, list: { id: list.id }, result: 'ACCEPTED' },
    { orderBy: { id: 'asc' } },
  );
  const scans = Map.groupBy(accepted, ({ ticketId }) => ticketId);
  return new Map(
    tickets.map((ticket): [TicketId, TicketAtGate] => {
      const [order, event] = [orders.get(ticket.order.id), events.get(ticket.event.id)];
      if (!order || !event) throw new Error(`The ticket ${ticket.id} has no order or no event.`);
      const passages = (scans.get(ticket.id) ?? []).map(passageOf);
      return [ticket.id, { ticket, facts: factsOf(ticket, order, event), passages }];
    }),
  );
}

async function byId<T extends { id: string }>(finding: Promise<T[]>): Promise<Map<string, T>> {
  return new Map((await finding).map((row) => [row.id, row]));
}

function factsOf(ticket: Ticket, order: Order, event: Event): TicketFacts {
  return {
    eventId: event.id,
    productId: ticket.product.id,
    version: ticket.version,
    issuedAt: ticket.issuedAt,
    canceledAt: earlierOf(order.canceledAt, event.canceledAt),
    paidAt: order.paidAt,
    admission: admissionOf(event),
  };
}
