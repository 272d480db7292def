import { can, type Permissions, signedIn } from '@freehold/kernel/permissions/rules';

/** Whoever may book books seats; of others, staff alone. */
export const sessionBookingPermissions: Permissions = {
  Mutation: { bookSession: can('booking.book') },
  BookSessionPayload: { booking: signedIn },
};
