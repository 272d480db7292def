import { STAFF } from '@freehold/kernel/caller/role';
import type { Actions } from '@freehold/kernel/permissions/actions';
import { anyOf, can, isOwn, type Permissions, signedIn } from '@freehold/kernel/permissions/rules';
import { connectionPermissions } from '@freehold/kernel/subgraph/schema/connection';
import { WaitlistEntry } from './waitlist.entity.ts';

export const waitlistActions = { 'waitlist.read': STAFF } satisfies Actions;

const staffOrOwn = anyOf(
  can('waitlist.read'),
  isOwn(WaitlistEntry, (entry, member) => entry.customerId === member.id),
);

/** Staff sees who waits; a member sees the own entries, and with them the own place in the line. */
export const waitlistPermissions: Permissions = {
  Query: { myWaitlist: signedIn },
  Subscription: { myWaitlistChanged: signedIn },
  Session: {
    waitlist: can('waitlist.read'),
    waitlistLog: can('waitlist.read'),
    myWaitlistEntry: signedIn,
  },
  WaitlistEntry: {
    id: staffOrOwn,
    session: staffOrOwn,
    customer: staffOrOwn,
    partySize: staffOrOwn,
    priority: can('waitlist.read'),
    place: staffOrOwn,
    status: staffOrOwn,
    joinedAt: staffOrOwn,
    offerExpiresAt: staffOrOwn,
    booking: staffOrOwn,
  },
  WaitlistRecord: {
    id: can('waitlist.read'),
    kind: can('waitlist.read'),
    at: can('waitlist.read'),
    entry: can('waitlist.read'),
    seats: can('waitlist.read'),
    priority: can('waitlist.read'),
    place: can('waitlist.read'),
    mode: can('waitlist.read'),
    unfitParty: can('waitlist.read'),
    reason: can('waitlist.read'),
  },
  ...connectionPermissions('WaitlistEntry', signedIn),
  ...connectionPermissions('WaitlistRecord', can('waitlist.read')),
};
