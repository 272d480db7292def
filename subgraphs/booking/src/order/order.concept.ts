import { defineConcept } from '@freehold/kernel/subgraph/concept';
import { referenceBy } from '@freehold/kernel/subgraph/reference-by';
import { Order } from './order.entity.ts';
import { orderActions, orderPermissions } from './order.permissions.ts';
import { EventOrdersResolver, OrderLineResolver, OrderResolver } from './order.resolver.ts';
import { orderById } from './order.service.ts';
import { OrderLine } from './order-line.entity.ts';

export const orderConcept = defineConcept({
  name: 'order',
  entities: [Order, OrderLine],
  resolvers: [OrderResolver, OrderLineResolver, EventOrdersResolver],
  references: { Order: referenceBy('ord', orderById) },
  actions: orderActions,
  permissions: orderPermissions,
});
