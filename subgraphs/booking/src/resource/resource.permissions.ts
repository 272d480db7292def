import { ADMINS, STAFF } from '@freehold/kernel/caller/role';
import type { Actions } from '@freehold/kernel/permissions/actions';
import { anyone, can, type Permissions } from '@freehold/kernel/permissions/rules';
import { connectionPermissions } from '@freehold/kernel/subgraph/schema/connection';

export const resourceActions = {
  'resource.read': STAFF,
  'resource.create': ADMINS,
  'resource.change': ADMINS,
} satisfies Actions;

const changes = can('resource.change');

/** Names of coaches and rooms stand on the public schedule; the list as such is for staff. */
export const resourcePermissions: Permissions = {
  Query: { resources: can('resource.read'), resourcePools: can('resource.read') },
  Mutation: {
    createResource: can('resource.create'),
    updateResource: changes,
    archiveResource: changes,
    restoreResource: changes,
    createResourcePool: can('resource.create'),
  },
  Resource: {
    id: anyone,
    name: anyone,
    kind: anyone,
    capacity: can('resource.read'),
    location: anyone,
    pool: anyone,
    archivedAt: can('resource.read'),
  },
  ResourcePool: { id: anyone, name: anyone },
  ChangeResourcePayload: { resource: changes },
  CreateResourcePayload: { resource: can('resource.create') },
  CreateResourcePoolPayload: { pool: can('resource.create') },
  ...connectionPermissions('Resource', can('resource.read')),
  ...connectionPermissions('ResourcePool', can('resource.read')),
};
