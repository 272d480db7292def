import { defineBookingFace } from '@freehold/booking/ports';

/** A slot of a crew is free; each job booked into one counts. */
export const booking = defineBookingFace({
  edition: 'fence',
  meters: {
    sessionScheduled: null,
    bookingMade: 'jobs',
    eventCreated: null,
    ticketsPerEvent: null,
    ticketSold: null,
    locationCreated: null,
    bookablePeople: 'staff_seats',
    megabytesStored: null,
  },
  messages: { emailFeature: null, smsFeature: 'sms_notifications', smsSent: 'sms_messages' },
});
