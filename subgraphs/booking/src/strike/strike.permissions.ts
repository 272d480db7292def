import { STAFF } from '@freehold/kernel/caller/role';
import type { Actions } from '@freehold/kernel/permissions/actions';
import { anyOf, can, isOwn, type Permissions, signedIn } from '@freehold/kernel/permissions/rules';
import { connectionPermissions } from '@freehold/kernel/subgraph/schema/connection';
import { Strike } from './strike.entity.ts';

export const strikeActions = { 'strike.read': STAFF, 'strike.reverse': STAFF } satisfies Actions;

const staffOrOwn = anyOf(
  can('strike.read'),
  isOwn(Strike, (strike, member) => strike.memberId === member.id),
);

/** Staff sees every strike; a customer sees the own ones. Lists pass, since each strike in them is asked for itself. */
export const strikePermissions: Permissions = {
  Query: { myStrikes: signedIn, strikes: can('strike.read') },
  Mutation: { reverseStrike: can('strike.reverse') },
  Strike: {
    id: staffOrOwn,
    member: staffOrOwn,
    at: staffOrOwn,
    reversedAt: staffOrOwn,
    reversalReason: staffOrOwn,
  },
  ReverseStrikePayload: { strike: can('strike.reverse') },
  ...connectionPermissions('Strike', signedIn),
};
