import { MEMBERS, STAFF } from '@freehold/kernel/caller/role';
import type { Actions } from '@freehold/kernel/permissions/actions';
import { can, type Permissions, signedIn } from '@freehold/kernel/permissions/rules';

export const saleActions = { 'order.place': MEMBERS, 'order.markPaid': STAFF } satisfies Actions;

/** Members order and give back what is theirs; the staff takes the money. */
export const salePermissions: Permissions = {
  Mutation: {
    placeOrder: can('order.place'),
    markOrderPaid: can('order.markPaid'),
    cancelOrder: can('order.place'),
  },
  PlaceOrderPayload: { order: signedIn },
  MarkOrderPaidPayload: { order: can('order.markPaid') },
  CancelOrderPayload: { order: signedIn },
};
