import { MEMBERS, STAFF } from '@freehold/kernel/caller/role';
import type { Actions } from '@freehold/kernel/permissions/actions';
import { anyOf, can, isOwn, type Permissions, signedIn } from '@freehold/kernel/permissions/rules';
import { connectionPermissions } from '@freehold/kernel/subgraph/schema/connection';
import { Member } from '../references/member.reference.ts';
import { Booking } from './booking.entity.ts';

export const bookingActions = {
  'booking.read': STAFF,
  'booking.book': MEMBERS,
  'booking.cancelAny': STAFF,
} satisfies Actions;

const staffOrOwn = anyOf(
  can('booking.read'),
  isOwn(Booking, (booking, member) => booking.customerId === member.id),
);

/** Staff sees every booking; a customer sees the own ones. Lists pass, since each booking in them is asked for itself. */
export const bookingPermissions: Permissions = {
  Query: { myBookings: signedIn },
  Subscription: { bookingChanged: can('booking.read'), myBookingChanged: signedIn },
  Member: {
    bookings: anyOf(
      can('booking.read'),
      isOwn(Member, ({ id }, member) => id === member.id),
    ),
  },
  Tenant: { bookings: can('booking.read') },
  Session: { bookings: can('booking.read'), myBooking: signedIn },
  Booking: {
    id: staffOrOwn,
    session: staffOrOwn,
    customer: staffOrOwn,
    bookedBy: staffOrOwn,
    seats: staffOrOwn,
    status: staffOrOwn,
    bookedAt: staffOrOwn,
    price: staffOrOwn,
    refund: staffOrOwn,
    fee: staffOrOwn,
    confirmedAt: staffOrOwn,
    canceledAt: staffOrOwn,
    checkedInAt: staffOrOwn,
    rescheduledTo: staffOrOwn,
    movedFrom: staffOrOwn,
    creditsTaken: staffOrOwn,
    passes: staffOrOwn,
    overrideReason: can('booking.read'),
    overrides: can('booking.read'),
  },
  ...connectionPermissions('Booking', signedIn),
};
