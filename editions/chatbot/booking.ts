import { defineBookingFace } from '@freehold/booking/ports';

/** A booking is an appointment and is counted without a limit; conversations are metered where they happen. */
export const booking = defineBookingFace({
  edition: 'chatbot',
  meters: {
    sessionScheduled: null,
    bookingMade: 'appointments',
    eventCreated: null,
    ticketsPerEvent: null,
    ticketSold: null,
    locationCreated: null,
    bookablePeople: null,
    megabytesStored: null,
  },
  messages: { emailFeature: null, smsFeature: null, smsSent: null },
});
