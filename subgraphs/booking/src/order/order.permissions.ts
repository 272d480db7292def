import { STAFF } from '@freehold/kernel/caller/role';
import type { Actions } from '@freehold/kernel/permissions/actions';
import { anyOf, can, isOwn, type Permissions, signedIn } from '@freehold/kernel/permissions/rules';
import { connectionPermissions } from '@freehold/kernel/subgraph/schema/connection';
import { Order } from './order.entity.ts';

export const orderActions = { 'order.read': STAFF, 'order.cancelAny': STAFF } satisfies Actions;

const staffOrOwn = anyOf(
  can('order.read'),
  isOwn(Order, (order, member) => order.customerId === member.id),
);

/** Staff sees every order; a customer sees the own ones. Lines are reached through their order alone. */
export const orderPermissions: Permissions = {
  Query: { myOrders: signedIn },
  Subscription: { orderChanged: can('order.read'), myOrderChanged: signedIn },
  Event: { orders: can('order.read') },
  Order: {
    id: staffOrOwn,
    event: staffOrOwn,
    customer: staffOrOwn,
    status: staffOrOwn,
    total: staffOrOwn,
    placedAt: staffOrOwn,
    payBefore: staffOrOwn,
    paidAt: staffOrOwn,
    canceledAt: staffOrOwn,
    lines: staffOrOwn,
  },
  OrderLine: { id: signedIn, product: signedIn, quantity: signedIn, unitPrice: signedIn },
  ...connectionPermissions('Order', signedIn),
};
