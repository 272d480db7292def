import { defineConcept } from '@freehold/kernel/subgraph/concept';
import { referenceBy } from '@freehold/kernel/subgraph/reference-by';
import { Resource } from './resource.entity.ts';
import { resourceActions, resourcePermissions } from './resource.permissions.ts';
import { ResourceResolver } from './resource.resolver.ts';
import { resourceById } from './resource.service.ts';

export const resourceConcept = defineConcept({
  name: 'resource',
  entities: [Resource],
  resolvers: [ResourceResolver],
  references: { Resource: referenceBy('rsc', resourceById) },
  actions: resourceActions,
  permissions: resourcePermissions,
});
