import type { MemberId } from '@freehold/kernel/caller/caller';
import { findPage, type Page, type PageArgs, type PageScope } from '@freehold/kernel/database/page';
import { Invalid, NotFound } from '@freehold/kernel/errors/refusals';
import { mayDo } from '@freehold/kernel/permissions/rules';
import type { Context, Transaction } from '@freehold/kernel/subgraph/context';
import { loadById } from '@freehold/kernel/subgraph/load-by-id';
import { mutateOnce } from '@freehold/kernel/subgraph/mutate-once';
import { newId } from '@freehold/kernel/values/id';
import { LockMode } from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/postgresql';
import { refuseStranger } from '../customer/customer.service.ts';
import { Event, type EventId } from '../event/event.entity.ts';
import { admissionOf } from '../event/event.policy.ts';
import { eventById } from '../event/event.service.ts';
import { TicketReissued, TicketTransferred } from '../events.ts';
import { Order, type OrderId } from '../order/order.entity.ts';
import { type FilledOrder, orderById } from '../order/order.service.ts';
import { ticketKeys } from '../ticket-code/ticket-key.service.ts';
import { ticketToken } from '../ticket-code/ticket-token.policy.ts';
import { Ticket, type TicketId, type TicketStatus } from './ticket.entity.ts';
import { TicketRevoked } from './ticket.errors.ts';
import { ticketStatusOf } from './ticket.policy.ts';

/** Tickets by their ids. */
export const ticketById = loadById(Ticket, 'ticket');

/** Makes out the tickets of an order that is being placed; its customer holds them. */
export function issueTickets(ctx: Context, { em }: Transaction, { order, lines }: FilledOrder): void {
  const { tenantId, event, customerId } = order;
  for (const { product, quantity } of lines)
    for (let made = 0; made < quantity; made += 1)
      em.persist(
        em.create(Ticket, {
          tenantId,
          id: newId('tkt'),
          event,
          order,
          product,
          buyerId: customerId,
          holderId: customerId,
          version: 1,
          issuedAt: ctx.now(),
        }),
      );
}

/** Where a ticket stands. */
export async function statusOfTicket(ctx: Context, ticket: Ticket): Promise<TicketStatus> {
  const [event, order] = await Promise.all([
    ctx.load(eventById, ticket.event.id),
    ctx.load(orderById, ticket.order.id),
  ]);
  return ticketStatusOf({ event: event.status, order: order.status });
}

/**
 * The code of a ticket; null when it is revoked. It is never stored: what is canceled has none.
 * @throws {Error} when the subgraph has no key of tickets.
 */
export async function codeOf(ctx: Context, ticket: Ticket): Promise<string | null> {
  const status = await statusOfTicket(ctx, ticket);
  if (status === 'REVOKED') return null;
  const event = await ctx.load(eventById, ticket.event.id);
  const facts = { tkt: ticket.id, evn: event.id, prd: ticket.product.id, ver: ticket.version };
  const source = { ...facts, admission: admissionOf(event), isPaid: status === 'VALID' };
  return ticketToken(source, ticketKeys(ctx.parts).privateKey);
}

/**
 * A ticket that admits somebody, held until the transaction ends.
 * @throws {NotFound} when there is none.
 * @throws {TicketRevoked} when its order was canceled.
 * @throws {EventCanceled} when the event does not take place.
 * @throws {EventEnded} when it is over.
 */
export async function holdTicket(ctx: Context, { em }: Transaction, id: TicketId): Promise<Ticket> {
  const ticket = await lockTicket(em, id);
  if (!ticket) throw new NotFound('ticket');
  return refuseWhenUseless(ctx, em, ticket);
}

function lockTicket(em: EntityManager, id: TicketId): Promise<Ticket | null> {
  return em.findOne(Ticket, { id }, { lockMode: LockMode.PESSIMISTIC_WRITE, refresh: true });
}

async function refuseWhenUseless(ctx: Context, em: EntityManager, ticket: Ticket): Promise<Ticket> {
  const event = await em.findOneOrFail(Event, { id: ticket.event.id });
  event.refuseWhenOver(ctx.now());
  const order = await em.findOneOrFail(Order, { id: ticket.order.id });
  if (order.status === 'CANCELED') throw new TicketRevoked();
  return ticket;
}

/**
 * Its holder's ticket, or any for the staff, as {@link holdTicket}.
 * @throws {NotFound} also when another one holds it and the caller is not staff.
 */
export async function holdOwnTicket(ctx: Context, { em }: Transaction, id: TicketId): Promise<Ticket> {
  const ticket = await lockTicket(em, id);
  const isTheirs = ticket?.holderId === ctx.member().id || mayDo(ctx.caller, 'ticket.changeAny');
  if (!ticket || !isTheirs) throw new NotFound('ticket');
  return refuseWhenUseless(ctx, em, ticket);
}

/**
 * Gives a ticket that is held to another member, in a transaction.
 * @throws {Invalid} when the member holds it already.
 */
export function handOn(ctx: Context, { publish }: Transaction, ticket: Ticket, toId: MemberId): void {
  const { id: ticketId, event, holderId: fromId } = ticket;
  if (fromId === toId) throw new Invalid('This member holds the ticket already.');
  ticket.holderId = toId;
  ticket.reissue(ctx.now());
  publish(TicketTransferred, { ticketId, eventId: event.id, fromId, toId });
}

/**
 * Hands a ticket on: its new holder gets a code of its own, and the old one admits nobody.
 * @throws {NotFound} when there is none, another one holds it and the caller is not staff, or the tenant has no such
 * customer: it would be with nobody.
 * @throws {Invalid} when the member holds it already.
 * @throws {TicketRevoked} when its order was canceled.
 * @throws {EventCanceled} when the event does not take place.
 * @throws {EventEnded} when it is over.
 */
export function transferTicket(
  ctx: Context,
  ticketId: TicketId,
  toMemberId: MemberId,
  key: string,
): Promise<TicketId> {
  const call = { operation: 'transferTicket', key, input: { ticketId, toMemberId } };
  return mutateOnce(ctx, call, async (transaction) => {
    handOn(ctx, transaction, await holdOwnTicket(ctx, transaction, ticketId), toMemberId);
    await refuseStranger(transaction.em, toMemberId);
    return ticketId;
  });
}

/**
 * Makes a ticket out anew, for one who lost it: what was printed before admits nobody.
 * @throws {NotFound} when there is none, or another one holds it and the caller is not staff.
 * @throws {TicketRevoked} when its order was canceled.
 * @throws {EventCanceled} when the event does not take place.
 * @throws {EventEnded} when it is over.
 */
export async function reissueTicket(ctx: Context, ticketId: TicketId, key: string): Promise<Ticket> {
  const call = { operation: 'reissueTicket', key, input: { ticketId } };
  const id = await mutateOnce(ctx, call, async (transaction) => {
    const ticket = await holdOwnTicket(ctx, transaction, ticketId);
    ticket.reissue(ctx.now());
    transaction.publish(TicketReissued, { ticketId, eventId: ticket.event.id, version: ticket.version });
    return ticket.id;
  });
  return ctx.load(ticketById, id);
}

/**
 * A ticket, for its holder, its buyer and the staff.
 * @throws {NotFound} for everybody else.
 */
export async function findTicket(ctx: Context, id: TicketId): Promise<Ticket> {
  const member = ctx.member();
  const ticket = await ctx.load(ticketById, id);
  const isTheirs = [ticket.holderId, ticket.buyerId].includes(member.id) || mayDo(ctx.caller, 'ticket.read');
  if (!isTheirs) throw new NotFound('ticket');
  return ticket;
}

function page(ctx: Context, scope: Omit<PageScope<Ticket>, 'tenantId' | 'orderBy'>, args: PageArgs) {
  const tenantId = ctx.tenant().id;
  return ctx.read((em) => findPage(em, Ticket, { ...scope, tenantId, orderBy: [{ id: 'desc' }] }, args));
}

/** The tickets that the member who asks holds, newest first. */
export function listMyTickets(ctx: Context, args: PageArgs): Promise<Page<Ticket>> {
  const holderId = ctx.member().id;
  return page(ctx, { name: `tickets:${holderId}`, where: { holderId } }, args);
}

/** The tickets of an order, newest first. */
export function listTicketsOfOrder(ctx: Context, orderId: OrderId, args: PageArgs): Promise<Page<Ticket>> {
  return page(ctx, { name: `tickets:${orderId}`, where: { order: { id: orderId } } }, args);
}

/** The tickets to an event, newest first. */
export function listTicketsOfEvent(ctx: Context, eventId: EventId, args: PageArgs): Promise<Page<Ticket>> {
  return page(ctx, { name: `tickets:${eventId}`, where: { event: { id: eventId } } }, args);
}
