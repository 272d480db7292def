import { ADMINS, STAFF } from '@freehold/kernel/caller/role';
import type { Actions } from '@freehold/kernel/permissions/actions';
import { anyone, can, type Permissions } from '@freehold/kernel/permissions/rules';
import { connectionPermissions } from '@freehold/kernel/subgraph/schema/connection';

export const ticketProductActions = {
  'ticketProduct.create': ADMINS,
  'ticketProduct.change': ADMINS,
  'quota.read': STAFF,
} satisfies Actions;

/** What can be bought and whether it is sold out is public; how many there are is not. */
export const ticketProductPermissions: Permissions = {
  Mutation: {
    createTicketProduct: can('ticketProduct.create'),
    updateTicketProduct: can('ticketProduct.change'),
    createQuota: can('ticketProduct.create'),
    changeQuota: can('ticketProduct.change'),
  },
  Event: { ticketProducts: anyone, quotas: can('quota.read') },
  TicketProduct: {
    id: anyone,
    event: anyone,
    name: anyone,
    price: anyone,
    minPerOrder: anyone,
    maxPerOrder: anyone,
    isSoldOut: anyone,
    quotas: can('quota.read'),
  },
  Quota: { id: can('quota.read'), name: can('quota.read'), size: can('quota.read'), sold: can('quota.read') },
  CreateTicketProductPayload: { ticketProduct: can('ticketProduct.create') },
  UpdateTicketProductPayload: { ticketProduct: can('ticketProduct.change') },
  ChangeQuotaPayload: { quota: can('ticketProduct.change') },
  CreateQuotaPayload: { quota: can('ticketProduct.create') },
  ...connectionPermissions('TicketProduct', anyone),
  ...connectionPermissions('Quota', can('quota.read')),
};
