import { can, type Permissions, signedIn } from '@freehold/kernel/permissions/rules';

/** Whoever may book may move the own bookings; staff may move all. */
export const reschedulePermissions: Permissions = {
  Mutation: { rescheduleBooking: can('booking.book') },
  RescheduleBookingPayload: { booking: signedIn },
};
