import { MEMBERS, STAFF } from '@freehold/kernel/caller/role';
import type { Actions } from '@freehold/kernel/permissions/actions';
import { anyOf, can, isOwn, type Permissions, signedIn } from '@freehold/kernel/permissions/rules';
import { connectionPermissions } from '@freehold/kernel/subgraph/schema/connection';
import { Booking } from '../booking/booking.entity.ts';

export const appointmentActions = {
  'appointment.book': MEMBERS,
  'appointment.bookForOthers': STAFF,
  'appointment.read': STAFF,
  'appointment.readContact': STAFF,
} satisfies Actions;

const reads = can('appointment.read');
const readsContact = can('appointment.readContact');
const staffOrOwn = anyOf(
  can('booking.read'),
  isOwn(Booking, (booking, member) => booking.customerId === member.id),
);

/**
 * An appointment is reached through its booking, which staff and the member who booked may see, or through lists for
 * staff. Whom it is for, and the conversation, is personal and for staff alone.
 */
export const appointmentPermissions: Permissions = {
  Query: { appointments: reads, appointmentsOfConversation: reads },
  Mutation: { bookAppointment: can('appointment.book') },
  Booking: { appointment: staffOrOwn },
  Appointment: {
    id: signedIn,
    booking: signedIn,
    status: signedIn,
    contact: readsContact,
    source: signedIn,
    conversationId: readsContact,
    createdAt: signedIn,
    confirmedAt: signedIn,
  },
  AppointmentContact: { name: readsContact, email: readsContact, phone: readsContact },
  BookAppointmentPayload: { appointment: signedIn },
  ...connectionPermissions('Appointment', reads),
};
