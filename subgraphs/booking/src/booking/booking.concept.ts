import { defineConcept } from '@freehold/kernel/subgraph/concept';
import { referenceBy } from '@freehold/kernel/subgraph/reference-by';
import { Booking } from './booking.entity.ts';
import { bookingActions, bookingPermissions } from './booking.permissions.ts';
import {
  BookingResolver,
  LiveBookingResolver,
  SessionBookingsResolver,
  TenantBookingsResolver,
} from './booking.resolver.ts';
import { bookingById } from './booking.service.ts';

export const bookingConcept = defineConcept({
  name: 'booking',
  entities: [Booking],
  resolvers: [BookingResolver, LiveBookingResolver, TenantBookingsResolver, SessionBookingsResolver],
  references: { Booking: referenceBy('bkg', bookingById) },
  actions: bookingActions,
  permissions: bookingPermissions,
});
