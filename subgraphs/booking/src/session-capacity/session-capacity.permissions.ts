import { can, type Permissions } from '@freehold/kernel/permissions/rules';

/** Whoever puts sessions on the schedule says how many seats they have. */
export const sessionCapacityPermissions: Permissions = {
  Mutation: { changeSessionCapacity: can('session.schedule') },
  ChangeSessionCapacityPayload: { session: can('session.schedule') },
};
