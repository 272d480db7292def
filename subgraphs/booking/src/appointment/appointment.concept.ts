import { defineConcept } from '@freehold/kernel/subgraph/concept';
import { within } from '@freehold/kernel/subgraph/within';
import { BookingReplaced } from '../booking/booking.events.ts';
import { Appointment } from './appointment.entity.ts';
import { appointmentActions, appointmentPermissions } from './appointment.permissions.ts';
import { AppointmentResolver, BookingAppointmentResolver } from './appointment.resolver.ts';
import { handAppointmentOn } from './appointment.service.ts';

/** A time that is booked for somebody who need not be a member, often by a chatbot. */
export const appointmentConcept = defineConcept({
  name: 'appointment',
  entities: [Appointment],
  resolvers: [AppointmentResolver, BookingAppointmentResolver],
  reactions: [within(BookingReplaced, handAppointmentOn)],
  actions: appointmentActions,
  permissions: appointmentPermissions,
});
