import { can, type Permissions, signedIn } from '@freehold/kernel/permissions/rules';

/** Whoever may book a session may book a time. */
export const intervalPermissions: Permissions = {
  Mutation: { bookInterval: can('booking.book') },
  BookIntervalPayload: { booking: signedIn },
};
