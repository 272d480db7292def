import { STAFF } from '@freehold/kernel/caller/role';
import type { Actions } from '@freehold/kernel/permissions/actions';
import { anyOf, anyone, can, isOwn, type Permissions } from '@freehold/kernel/permissions/rules';
import { connectionPermissions, pageInfoPermissions } from '@freehold/kernel/subgraph/schema/connection';
import { Member } from './member.entity.ts';

export const memberActions = { 'member.read': STAFF } satisfies Actions;

const staffOrOwn = anyOf(
  can('member.read'),
  isOwn(Member, (member, caller) => member.id === caller.id),
);

/** Staff sees everybody; a customer sees only the own name and address. An id alone tells nothing. */
export const memberPermissions: Permissions = {
  Query: { me: anyone },
  Tenant: { members: can('member.read') },
  Member: { id: anyone, name: staffOrOwn, email: staffOrOwn, roles: staffOrOwn, joinedAt: staffOrOwn },
  ...connectionPermissions('Member', can('member.read')),
  ...pageInfoPermissions,
};
