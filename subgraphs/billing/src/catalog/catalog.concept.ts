import { defineConcept } from '@freehold/kernel/subgraph/concept';
import { Feature } from './catalog.entity.ts';
import { catalogPermissions } from './catalog.permissions.ts';

/** What editions sell, as data: no table, no resolver of its own. */
export const catalogConcept = defineConcept({
  name: 'catalog',
  types: [Feature],
  permissions: catalogPermissions,
});
