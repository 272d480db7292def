import { can, type Permissions } from '@freehold/kernel/permissions/rules';

/** What staff does against the rules, staff may read: the reason may tell of others than the customer. */
export const overridePermissions: Permissions = {
  PolicyOverride: {
    id: can('booking.read'),
    deed: can('booking.read'),
    reason: can('booking.read'),
    by: can('booking.read'),
    at: can('booking.read'),
  },
};
