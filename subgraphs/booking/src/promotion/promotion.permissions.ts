import { MEMBERS, STAFF } from '@freehold/kernel/caller/role';
import type { Actions } from '@freehold/kernel/permissions/actions';
import { can, type Permissions } from '@freehold/kernel/permissions/rules';

export const promotionActions = { 'waitlist.join': MEMBERS, 'waitlist.manage': STAFF } satisfies Actions;

/** A member waits for the own seats; who comes first is the staff's to say. */
export const promotionPermissions: Permissions = {
  Mutation: {
    joinWaitlist: can('waitlist.join'),
    leaveWaitlist: can('waitlist.join'),
    acceptOffer: can('waitlist.join'),
    declineOffer: can('waitlist.join'),
    setWaitlistPriority: can('waitlist.manage'),
  },
  JoinWaitlistPayload: { entry: can('waitlist.join') },
  LeaveWaitlistPayload: { entry: can('waitlist.join') },
  AcceptOfferPayload: { booking: can('waitlist.join') },
  DeclineOfferPayload: { entry: can('waitlist.join') },
  SetWaitlistPriorityPayload: { entry: can('waitlist.manage') },
};
