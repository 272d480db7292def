import { defineBookingFace } from '@freehold/booking/ports';

/** A session is a class and has a limit; a booking is counted without one. */
export const booking = defineBookingFace({
  edition: 'fitness',
  meters: {
    sessionScheduled: 'classes',
    bookingMade: 'bookings',
    eventCreated: null,
    ticketsPerEvent: null,
    ticketSold: null,
    locationCreated: null,
    bookablePeople: null,
    megabytesStored: null,
  },
  messages: { emailFeature: 'email_notifications', smsFeature: 'sms_notifications', smsSent: 'sms_messages' },
});
