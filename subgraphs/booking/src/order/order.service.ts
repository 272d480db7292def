import type { MemberId } from '@freehold/kernel/caller/caller';
import { findPage, type Page, type PageArgs, type PageScope } from '@freehold/kernel/database/page';
import { NotFound } from '@freehold/kernel/errors/refusals';
import { reserveUsage } from '@freehold/kernel/metering/reserve-usage';
import { mayDo } from '@freehold/kernel/permissions/rules';
import type { BatchLoad, Context, Transaction } from '@freehold/kernel/subgraph/context';
import { loadById } from '@freehold/kernel/subgraph/load-by-id';
import { newId } from '@freehold/kernel/values/id';
import { LockMode, ref } from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/postgresql';
import { Event, type EventId } from '../event/event.entity.ts';
import { admissionOf } from '../event/event.policy.ts';
import { giveTicketsBack, takeTickets } from '../event/event.service.ts';
import { TicketOrderCanceled, TicketOrderPaid, TicketOrderPlaced } from '../events.ts';
import { faceOf } from '../face.ts';
import { giveQuotasBack, type TicketCount, takeQuotas } from '../ticket-product/quota.service.ts';
import { productsFor } from '../ticket-product/ticket-product.service.ts';
import { Order, type OrderId } from './order.entity.ts';
import { TicketOrderChanged } from './order.events.ts';
import { ExpireOrder } from './order.jobs.ts';
import { payBefore, refuseCancelByCustomer } from './order.policy.ts';
import { OrderLine } from './order-line.entity.ts';

/** Tickets that somebody wants. */
export interface OrderRequest {
  readonly eventId: EventId;
  readonly lines: readonly TicketCount[];
  /** For whom staff orders; the member who asks unless given. */
  readonly customerId?: MemberId | null | undefined;
}

/** An order with its lines. */
export interface FilledOrder {
  readonly order: Order;
  readonly lines: readonly OrderLine[];
}

/** Orders by their ids. */
export const orderById = loadById(Order, 'order');

const sumOf = (lines: readonly { quantity: number }[]) =>
  lines.reduce((sum, { quantity }) => sum + quantity, 0);

/**
 * Takes tickets of the event and its quotas for a customer, and writes the order, in a transaction.
 * What costs nothing is paid at once.
 * @throws {NotFound} when the event has no such product.
 * @throws {QuantityNotAllowed} when an order may not hold so many of one.
 * @throws {EventCanceled} when the event does not take place.
 * @throws {EventEnded} when it is over.
 * @throws {SoldOut} when the event or a quota has not as many left.
 * @throws {LimitExceeded} when the plan allows fewer per event, or in a month.
 */
export async function addOrder(
  ctx: Context,
  transaction: Transaction,
  { eventId, lines, customerId }: OrderRequest & { readonly customerId: MemberId },
): Promise<FilledOrder> {
  const { em, publish } = transaction;
  const wanted = await productsFor(em, eventId, lines);
  const event = await takeTickets(ctx, em, eventId, sumOf(lines));
  await takeQuotas(em, lines);
  await countSold(ctx, em, sumOf(lines), ctx.now());
  const totalMinor = wanted.reduce(
    (sum, { product, quantity }) => sum + product.priceMinor * BigInt(quantity),
    0n,
  );
  const isFree = totalMinor === 0n;
  const { tenantId } = event;
  const order = em.create(Order, {
    tenantId,
    id: newId('ord'),
    event: ref(event),
    customerId,
    status: isFree ? 'PAID' : 'PENDING',
    totalMinor,
    currency: ctx.tenant().currency,
    placedAt: ctx.now(),
    payBefore: isFree ? null : payBefore(event, ctx.now()),
    paidAt: isFree ? ctx.now() : null,
    canceledAt: null,
  });
  const filled = wanted.map(({ product, quantity }) =>
    em.create(OrderLine, {
      tenantId,
      id: newId('oln'),
      order: ref(order),
      product: ref(product),
      quantity,
      unitPriceMinor: product.priceMinor,
      currency: product.currency,
    }),
  );
  em.persist([order, ...filled]);
  publish(TicketOrderPlaced, { ...factsOf(order), tickets: sumOf(lines), isPaid: isFree });
  tellChange(transaction, order);
  await planExpiry(transaction, order);
  return { order, lines: filled };
}

async function planExpiry(
  { em, enqueue }: Transaction,
  { id: orderId, payBefore: at }: Order,
): Promise<void> {
  await em.flush();
  if (at) await enqueue(ExpireOrder, { orderId }, { at, key: orderId });
}

function factsOf({ id, event, customerId, totalMinor, currency }: Order) {
  return { orderId: id, eventId: event.id, customerId, totalMinor: Number(totalMinor), currency };
}

/** Whoever watches orders sees it as it stands now. */
function tellChange({ publish }: Transaction, { id: orderId, customerId }: Order): void {
  publish(TicketOrderChanged, { orderId, customerId });
}

async function lockOrder({ em }: Transaction, id: OrderId): Promise<Order> {
  const order = await em.findOne(Order, { id }, { lockMode: LockMode.PESSIMISTIC_WRITE });
  if (!order) throw new NotFound('order');
  return order;
}

/**
 * Writes down that an order is paid.
 * @throws {NotFound} when the tenant has no such order.
 * @throws {OrderNotPending} when it was paid or canceled before.
 */
export async function payOrder(ctx: Context, transaction: Transaction, id: OrderId): Promise<void> {
  const order = await lockOrder(transaction, id);
  order.pay(ctx.now());
  transaction.publish(TicketOrderPaid, factsOf(order));
  tellChange(transaction, order);
}

/**
 * Cancels an order: its tickets are free again for others.
 * @throws {NotFound} when there is none, or it is another customer's and the caller is not staff.
 * @throws {OrderWasCanceled} when it was canceled before.
 * @throws {OrderPaid} when a customer paid money for it.
 * @throws {AdmissionBegan} when a customer asks and the gates are open.
 */
export async function dropOrder(ctx: Context, transaction: Transaction, id: OrderId): Promise<void> {
  const { em } = transaction;
  const order = await lockOrder(transaction, id);
  const isStaff = mayDo(ctx.caller, 'order.cancelAny');
  if (!isStaff && order.customerId !== ctx.member().id) throw new NotFound('order');
  const event = await em.findOneOrFail(Event, { id: order.event.id });
  if (!isStaff) refuseCancelByCustomer(order, admissionOf(event), ctx.now());
  await giveBack(ctx, transaction, order);
}

/**
 * Cancels an order that nobody has paid in time. Whoever holds the order first decides: what was paid stays, and what
 * is canceled cannot be paid.
 */
export async function expireOrder(ctx: Context, id: OrderId): Promise<void> {
  await ctx.transaction(async (transaction) => {
    const order = await lockOrder(transaction, id);
    if (order.isOverdue(ctx.now())) await giveBack(ctx, transaction, order);
  });
}

async function giveBack(ctx: Context, transaction: Transaction, order: Order): Promise<void> {
  const { em, publish } = transaction;
  const { id } = order;
  order.cancel(ctx.now());
  const lines = await em.find(OrderLine, { order: { id } });
  const counts = lines.map(({ product, quantity }) => ({ productId: product.id, quantity }));
  await giveTicketsBack(em, order.event.id, sumOf(counts));
  await giveQuotasBack(em, counts);
  await countSold(ctx, em, -sumOf(counts), order.placedAt);
  publish(TicketOrderCanceled, { ...factsOf(order), tickets: sumOf(counts) });
  tellChange(transaction, order);
}

function page(ctx: Context, scope: Omit<PageScope<Order>, 'tenantId' | 'orderBy'>, args: PageArgs) {
  const tenantId = ctx.tenant().id;
  return ctx.read((em) => findPage(em, Order, { ...scope, tenantId, orderBy: [{ id: 'desc' }] }, args));
}

/** Counts tickets against the plan, or with less than 0 gives them back, in the month in which they were ordered. */
async function countSold(ctx: Context, em: EntityManager, amount: number, takenAt: Date): Promise<void> {
  const meter = faceOf(ctx).meters.ticketSold;
  if (!meter) return;
  const count = { subgraph: 'booking', tenant: ctx.tenant(), meter, amount, takenAt };
  await reserveUsage(em, { ...count, reset: 'month', now: ctx.now() });
}

/** The orders of the member who asks, newest first. */
export function listMyOrders(ctx: Context, args: PageArgs): Promise<Page<Order>> {
  const customerId = ctx.member().id;
  return page(ctx, { name: `orders:${customerId}`, where: { customerId } }, args);
}

/** The orders of an event, newest first. */
export function listOrdersOf(ctx: Context, eventId: EventId, args: PageArgs): Promise<Page<Order>> {
  return page(ctx, { name: `orders:${eventId}`, where: { event: { id: eventId } } }, args);
}

/** The lines of each order, in the order in which they were written. */
export const linesOf: BatchLoad<OrderId, readonly OrderLine[]> = async (ctx, orderIds) => {
  const where = { order: { id: { $in: [...orderIds] } } };
  const lines = await ctx.read((em) => em.find(OrderLine, where, { orderBy: { id: 'asc' } }));
  const byOrder = Map.groupBy(lines, (line) => line.order.id);
  return orderIds.map((id) => byOrder.get(id) ?? []);
};
