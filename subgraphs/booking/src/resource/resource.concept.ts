import { defineConcept } from '@freehold/kernel/subgraph/concept';
import { referenceBy } from '@freehold/kernel/subgraph/schema/reference-by';
import { within } from '@freehold/kernel/subgraph/within';
import { LocationLeaving } from '../location/location.events.ts';
import { Resource } from './resource.entity.ts';
import { resourceActions, resourcePermissions } from './resource.permissions.ts';
import { ResourceResolver } from './resource.resolver.ts';
import { keepLocation, resourceById } from './resource.service.ts';
import { ResourcePool } from './resource-pool.entity.ts';
import { ResourcePoolResolver } from './resource-pool.resolver.ts';
import { resourcePoolById } from './resource-pool.service.ts';

export const resourceConcept = defineConcept({
  name: 'resource',
  entities: [ResourcePool, Resource],
  resolvers: [ResourceResolver, ResourcePoolResolver],
  references: {
    Resource: referenceBy('rsc', resourceById),
    ResourcePool: referenceBy('rpl', resourcePoolById),
  },
  reactions: [within(LocationLeaving, keepLocation)],
  actions: resourceActions,
  permissions: resourcePermissions,
});
