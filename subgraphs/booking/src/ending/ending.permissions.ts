import { STAFF } from '@freehold/kernel/caller/role';
import type { Actions } from '@freehold/kernel/permissions/actions';
import { can, type Permissions, signedIn } from '@freehold/kernel/permissions/rules';

export const endingActions = {
  'booking.decide': STAFF,
  'session.cancel': STAFF,
} satisfies Actions;

/** A customer gives the own bookings back; whether to take somebody, and whether to take place, is the staff's. */
export const endingPermissions: Permissions = {
  Mutation: {
    cancelBooking: can('booking.book'),
    approveBooking: can('booking.decide'),
    declineBooking: can('booking.decide'),
    cancelSession: can('session.cancel'),
  },
  CancelBookingPayload: { booking: signedIn },
  ApproveBookingPayload: { booking: can('booking.decide') },
  DeclineBookingPayload: { booking: can('booking.decide') },
  CancelSessionPayload: { session: can('session.cancel') },
};
