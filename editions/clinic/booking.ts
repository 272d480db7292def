import { defineBookingFace } from '@freehold/booking/ports';

/** An appointment on the calendar is free; each booking of one counts. */
export const booking = defineBookingFace({
  edition: 'clinic',
  meters: { sessionScheduled: null, bookingMade: 'bookings' },
});
