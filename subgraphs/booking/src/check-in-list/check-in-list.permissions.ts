import { ADMINS, STAFF } from '@freehold/kernel/caller/role';
import type { Actions } from '@freehold/kernel/permissions/actions';
import { can, type Permissions } from '@freehold/kernel/permissions/rules';
import { connectionPermissions } from '@freehold/kernel/subgraph/schema/connection';

export const checkInListActions = {
  'checkInList.read': STAFF,
  'checkInList.create': ADMINS,
} satisfies Actions;

const read = can('checkInList.read');

/** Gates are the staff's business alone. */
export const checkInListPermissions: Permissions = {
  Mutation: { createCheckInList: can('checkInList.create') },
  Event: { checkInLists: read },
  CheckInList: {
    id: read,
    event: read,
    name: read,
    products: read,
    mode: read,
    allowsReentry: read,
    confirmRequired: read,
  },
  CreateCheckInListPayload: { checkInList: can('checkInList.create') },
  ...connectionPermissions('CheckInList', read),
};
