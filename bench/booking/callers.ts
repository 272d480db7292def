import { bookingSubgraph } from '@freehold/booking/subgraph';
import type { Caller } from '@freehold/kernel/caller/caller';
import { bareTenant } from '@freehold/kernel/caller/caller';
import type { Role } from '@freehold/kernel/caller/role';
import { actionsByRole } from '@freehold/kernel/permissions/actions';
import { type Id, newId } from '@freehold/kernel/values/id';

const actions = actionsByRole(
  bookingSubgraph.concepts.flatMap((concept) => (concept.actions ? [concept.actions] : [])),
);

/** Somebody with a role in a tenant; without an id, somebody new. */
export function memberOf(tenantId: Id<'tnt'>, role: Role, id: Id<'mbr'> = newId('mbr')): Caller {
  return {
    kind: 'public',
    requestId: 'bench',
    tenant: bareTenant(tenantId),
    member: {
      id,
      identityId: newId('idn'),
      sessionId: 'bench',
      roles: [role],
      actions: actions[role] ?? [],
    },
  };
}
