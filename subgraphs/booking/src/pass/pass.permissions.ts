import { STAFF } from '@freehold/kernel/caller/role';
import type { Actions } from '@freehold/kernel/permissions/actions';
import { anyOf, can, isOwn, type Permissions, signedIn } from '@freehold/kernel/permissions/rules';
import { connectionPermissions } from '@freehold/kernel/subgraph/schema/connection';
import { Member } from '../references/member.reference.ts';
import { Pass } from './pass.entity.ts';

export const passActions = {
  'pass.read': STAFF,
  'pass.issue': STAFF,
  'pass.change': STAFF,
} satisfies Actions;

const staffOrOwn = anyOf(
  can('pass.read'),
  isOwn(Pass, (pass, member) => pass.customerId === member.id),
);

/** Staff gives credits and sees them; a customer sees the own ones. Entries are reached through their pass, uses through their booking alone. */
export const passPermissions: Permissions = {
  Mutation: {
    issuePass: can('pass.issue'),
    changePass: can('pass.change'),
    revokePass: can('pass.change'),
  },
  Member: {
    passes: anyOf(
      can('pass.read'),
      isOwn(Member, ({ id }, member) => id === member.id),
    ),
  },
  Pass: {
    id: staffOrOwn,
    customer: staffOrOwn,
    name: staffOrOwn,
    credits: staffOrOwn,
    creditsLeft: staffOrOwn,
    validFrom: staffOrOwn,
    validUntil: staffOrOwn,
    offerings: staffOrOwn,
    waitlistPriority: staffOrOwn,
    revokedAt: staffOrOwn,
    entries: staffOrOwn,
  },
  PassUse: { pass: signedIn, credits: signedIn },
  CreditEntry: {
    id: signedIn,
    deed: signedIn,
    amount: signedIn,
    bookingId: signedIn,
    reason: signedIn,
    by: can('pass.read'),
    at: signedIn,
  },
  IssuePassPayload: { pass: can('pass.issue') },
  ChangePassPayload: { pass: can('pass.change') },
  RevokePassPayload: { pass: can('pass.change') },
  ...connectionPermissions('Pass', signedIn),
  ...connectionPermissions('CreditEntry', signedIn),
};
