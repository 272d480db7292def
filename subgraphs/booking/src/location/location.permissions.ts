import { ADMINS, STAFF } from '@freehold/kernel/caller/role';
import type { Actions } from '@freehold/kernel/permissions/actions';
import { anyone, can, type Permissions } from '@freehold/kernel/permissions/rules';
import { connectionPermissions } from '@freehold/kernel/subgraph/schema/connection';

export const locationActions = {
  'location.create': ADMINS,
  'location.change': ADMINS,
  'location.readArchived': STAFF,
} satisfies Actions;

const changes = can('location.change');

/** Where a tenant works stands on its public page. */
export const locationPermissions: Permissions = {
  Query: { locations: anyone },
  Mutation: {
    createLocation: can('location.create'),
    updateLocation: changes,
    archiveLocation: changes,
    restoreLocation: changes,
  },
  Location: { id: anyone, name: anyone, timeZone: anyone, archivedAt: anyone },
  ChangeLocationPayload: { location: changes },
  CreateLocationPayload: { location: can('location.create') },
  ...connectionPermissions('Location', anyone),
};
