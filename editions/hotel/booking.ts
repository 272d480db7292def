import { defineBookingFace } from '@freehold/booking/ports';

/** A slot on offer is free; a booking is a guest's request and counts as one. */
export const booking = defineBookingFace({
  edition: 'hotel',
  meters: {
    sessionScheduled: null,
    bookingMade: 'guest_requests',
    eventCreated: null,
    ticketsPerEvent: null,
    ticketSold: null,
    locationCreated: 'locations',
    bookablePeople: 'staff_seats',
    megabytesStored: null,
  },
  messages: { emailFeature: null, smsFeature: null, smsSent: null },
});
