import { MEMBERS, STAFF } from '@freehold/kernel/caller/role';
import type { Actions } from '@freehold/kernel/permissions/actions';
import { anyOf, can, isOwn, type Permissions, signedIn } from '@freehold/kernel/permissions/rules';
import { Booking } from '../booking/booking.entity.ts';
import { Strike } from '../strike/strike.entity.ts';

export const attendanceActions = {
  'attendance.checkIn': MEMBERS,
  'attendance.checkInAny': STAFF,
  'attendance.close': STAFF,
} satisfies Actions;

const bookingOfOwn = anyOf(
  can('booking.read'),
  isOwn(Booking, (booking, member) => booking.customerId === member.id),
);
const strikeOfOwn = anyOf(
  can('strike.read'),
  isOwn(Strike, (strike, member) => strike.memberId === member.id),
);

/** A customer checks in with the own bookings; who came is settled by staff. */
export const attendancePermissions: Permissions = {
  Query: { blockedUntil: signedIn },
  Mutation: { checkInBooking: can('attendance.checkIn'), closeSession: can('attendance.close') },
  Booking: { policy: bookingOfOwn },
  Strike: { booking: strikeOfOwn },
  CheckInBookingPayload: { booking: signedIn },
  CloseSessionPayload: { session: can('attendance.close') },
};
