import { defineConcept } from '@freehold/kernel/subgraph/concept';
import { sessionBookingPermissions } from './session-booking.permissions.ts';
import { SessionBookingResolver } from './session-booking.resolver.ts';

/** Booking seats of a session. */
export const sessionBookingConcept = defineConcept({
  name: 'session-booking',
  resolvers: [SessionBookingResolver],
  permissions: sessionBookingPermissions,
});
