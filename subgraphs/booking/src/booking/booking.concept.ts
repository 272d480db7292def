import { defineConcept } from '@freehold/kernel/subgraph/concept';
import { runs } from '@freehold/kernel/subgraph/job-handler';
import { referenceBy } from '@freehold/kernel/subgraph/schema/reference-by';
import { Booking } from './booking.entity.ts';
import { LookForAbsent } from './booking.jobs.ts';
import { bookingActions, bookingPermissions } from './booking.permissions.ts';
import {
  BookingResolver,
  LiveBookingResolver,
  MemberBookingsResolver,
  SessionBookingsResolver,
  TenantBookingsResolver,
} from './booking.resolver.ts';
import { bookingById } from './booking.service.ts';
import { lookForAbsent } from './look-for-absent.service.ts';

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
  jobs: [runs(LookForAbsent, (ctx, { sessionId }) => lookForAbsent(ctx, sessionId))],
});
