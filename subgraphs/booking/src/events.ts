import { defineEvent } from '@freehold/kernel/events/domain-event';
import { idSchema } from '@freehold/kernel/values/id-schema';
import { z } from 'zod';

/** A session was put on the schedule. */
export const SessionScheduled = defineEvent(
  'booking.session-scheduled',
  z.object({ sessionId: idSchema('ssn'), startsAt: z.iso.datetime() }),
);

/** A session's seats changed hands: its free seats are others now. */
export const SessionChanged = defineEvent(
  'booking.session-changed',
  z.object({ sessionId: idSchema('ssn') }),
);

/** A customer got seats of a session. */
export const BookingMade = defineEvent(
  'booking.booking-made',
  z.object({
    bookingId: idSchema('bkg'),
    sessionId: idSchema('ssn'),
    customerId: idSchema('mbr'),
    seats: z.number().int(),
    /** The day of booking in the tenant's time zone, `YYYY-MM-DD`. */
    bookedOn: z.string(),
  }),
);

/** A booking was given back. */
export const BookingCanceled = defineEvent(
  'booking.booking-canceled',
  z.object({
    bookingId: idSchema('bkg'),
    sessionId: idSchema('ssn'),
    customerId: idSchema('mbr'),
    seats: z.number().int(),
    /** The day on which it had been booked, in the tenant's time zone, `YYYY-MM-DD`. */
    bookedOn: z.string(),
  }),
);
