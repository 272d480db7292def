import { defineConcept } from '@freehold/kernel/subgraph/concept';
import { runs } from '@freehold/kernel/subgraph/job-handler';
import { referenceBy } from '@freehold/kernel/subgraph/schema/reference-by';
import { Order } from './order.entity.ts';
import { ExpireOrder } from './order.jobs.ts';
import { orderActions, orderPermissions } from './order.permissions.ts';
import { EventOrdersResolver, OrderLineResolver, OrderResolver } from './order.resolver.ts';
import { expireOrder, orderById } from './order.service.ts';
import { OrderLine } from './order-line.entity.ts';

export const orderConcept = defineConcept({
  name: 'order',
  entities: [Order, OrderLine],
  resolvers: [OrderResolver, OrderLineResolver, EventOrdersResolver],
  references: { Order: referenceBy('ord', orderById) },
  actions: orderActions,
  permissions: orderPermissions,
  jobs: [runs(ExpireOrder, (ctx, { orderId }) => expireOrder(ctx, orderId))],
});
