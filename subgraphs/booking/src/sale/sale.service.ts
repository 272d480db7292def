import type { Context } from '@freehold/kernel/subgraph/context';
import { mutateOnce } from '@freehold/kernel/subgraph/mutate-once';
import { customerFor } from '../customer/customer.service.ts';
import type { Order, OrderId } from '../order/order.entity.ts';
import { addOrder, dropOrder, type OrderRequest, orderById, payOrder } from '../order/order.service.ts';
import { issueTickets } from '../ticket/ticket.service.ts';

/**
 * Orders tickets for the member who asks, or for a customer of staff: order, tickets and counts in one transaction. What costs nothing is paid
 * at once; until the rest is paid, its tickets are known and admit nobody.
 * @throws {Forbidden} when somebody else than staff orders for another.
 * @throws {NotFound} when the tenant has no such customer, or the event no such product.
 * @throws {QuantityNotAllowed} when an order may not hold so many of one.
 * @throws {EventCanceled} when the event does not take place.
 * @throws {EventEnded} when it is over.
 * @throws {SoldOut} when the event or a quota has not as many left.
 * @throws {LimitExceeded} when the plan allows fewer per event.
 */
export async function placeOrder(ctx: Context, input: OrderRequest, key: string): Promise<Order> {
  const customerId = await customerFor(ctx, input.customerId);
  const id = await mutateOnce(ctx, { operation: 'placeOrder', key, input }, async (transaction) => {
    const filled = await addOrder(ctx, transaction, { ...input, customerId });
    issueTickets(ctx, transaction, filled);
    return filled.order.id;
  });
  return ctx.load(orderById, id);
}

/**
 * Writes down that the staff got the money for an order: its tickets admit people.
 * @throws {NotFound} when the tenant has no such order.
 * @throws {OrderNotPending} when it was paid or canceled before.
 */
export async function markOrderPaid(ctx: Context, orderId: OrderId, key: string): Promise<Order> {
  const call = { operation: 'markOrderPaid', key, input: { orderId } };
  const id = await mutateOnce(ctx, call, async (transaction) => {
    await payOrder(ctx, transaction, orderId);
    return orderId;
  });
  return ctx.load(orderById, id);
}

/**
 * Cancels an order: its tickets admit nobody from now on, and others may have them.
 * @throws {NotFound} when there is none, or it is another customer's and the caller is not staff.
 * @throws {OrderWasCanceled} when it was canceled before.
 * @throws {OrderPaid} when a customer paid money for it.
 * @throws {AdmissionBegan} when a customer asks and the gates are open.
 */
export async function cancelOrder(ctx: Context, orderId: OrderId, key: string): Promise<Order> {
  const call = { operation: 'cancelOrder', key, input: { orderId } };
  const id = await mutateOnce(ctx, call, async (transaction) => {
    await dropOrder(ctx, transaction, orderId);
    return orderId;
  });
  return ctx.load(orderById, id);
}
