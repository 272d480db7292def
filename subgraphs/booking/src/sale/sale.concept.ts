import { defineConcept } from '@freehold/kernel/subgraph/concept';
import { saleActions, salePermissions } from './sale.permissions.ts';
import { SaleResolver } from './sale.resolver.ts';

/** Orders and their tickets, made and unmade together: younger than both. */
export const saleConcept = defineConcept({
  name: 'sale',
  resolvers: [SaleResolver],
  actions: saleActions,
  permissions: salePermissions,
});
