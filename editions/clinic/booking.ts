import { defineBookingFace } from '@freehold/booking/ports';

/** An appointment on the calendar is free; each booking of one counts, and so do each event, with a limit to its tickets, and each ticket. */
export const booking = defineBookingFace({
  edition: 'clinic',
  meters: {
    sessionScheduled: null,
    bookingMade: 'bookings',
    eventCreated: 'events',
    ticketsPerEvent: 'tickets_per_event',
    ticketSold: 'tickets_sold',
    locationCreated: null,
    bookablePeople: 'staff_seats',
    megabytesStored: 'storage_mb',
  },
  messages: { emailFeature: null, smsFeature: 'sms_notifications', smsSent: 'sms_messages' },
});
