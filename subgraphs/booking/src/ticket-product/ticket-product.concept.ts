import { defineConcept } from '@freehold/kernel/subgraph/concept';
import { referenceBy } from '@freehold/kernel/subgraph/schema/reference-by';
import { Quota } from './quota.entity.ts';
import { quotaById } from './quota.service.ts';
import { TicketProduct } from './ticket-product.entity.ts';
import { ticketProductActions, ticketProductPermissions } from './ticket-product.permissions.ts';
import {
  EventTicketProductsResolver,
  TicketProductChangeResolver,
  TicketProductResolver,
} from './ticket-product.resolver.ts';
import { ticketProductById } from './ticket-product.service.ts';
import { TicketProductQuota } from './ticket-product-quota.entity.ts';

export const ticketProductConcept = defineConcept({
  name: 'ticket-product',
  entities: [Quota, TicketProduct, TicketProductQuota],
  resolvers: [TicketProductResolver, TicketProductChangeResolver, EventTicketProductsResolver],
  references: {
    TicketProduct: referenceBy('tpr', ticketProductById),
    Quota: referenceBy('qta', quotaById),
  },
  actions: ticketProductActions,
  permissions: ticketProductPermissions,
});
