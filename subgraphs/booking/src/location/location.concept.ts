import { defineConcept } from '@freehold/kernel/subgraph/concept';
import { referenceBy } from '@freehold/kernel/subgraph/schema/reference-by';
import { Location } from './location.entity.ts';
import { locationActions, locationPermissions } from './location.permissions.ts';
import { LocationResolver } from './location.resolver.ts';
import { locationById } from './location.service.ts';

export const locationConcept = defineConcept({
  name: 'location',
  entities: [Location],
  resolvers: [LocationResolver],
  references: { Location: referenceBy('loc', locationById) },
  actions: locationActions,
  permissions: locationPermissions,
});
