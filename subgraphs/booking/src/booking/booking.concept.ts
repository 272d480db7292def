import { defineConcept } from '@freehold/kernel/subgraph/concept';
import { referenceBy } from '@freehold/kernel/subgraph/schema/reference-by';
import { Booking } from './booking.entity.ts';
import { bookingActions, bookingPermissions } from './booking.permissions.ts';
import {
  BookingResolver,
  LiveBookingResolver,
  MemberBookingsResolver,
  SessionBookingsResolver,
  TenantBookingsResolver,
} from './booking.resolver.ts';
import { bookingById } from './booking.service.ts';

export const bookingConcept = defineConcept({
  name: 'booking',
  entities: [Booking],
  resolvers: [
    BookingResolver,
    LiveBookingResolver,
    TenantBookingsResolver,
    SessionBookingsResolver,
    MemberBookingsResolver,
  ],
  references: { Booking: referenceBy('bkg', bookingById) },
  actions: bookingActions,
  permissions: bookingPermissions,
});
