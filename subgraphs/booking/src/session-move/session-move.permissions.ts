import { can, type Permissions } from '@freehold/kernel/permissions/rules';

/** Whoever puts sessions on the schedule moves them there. */
export const sessionMovePermissions: Permissions = {
  Mutation: { moveSession: can('session.schedule') },
  MoveSessionPayload: { session: can('session.schedule') },
};
