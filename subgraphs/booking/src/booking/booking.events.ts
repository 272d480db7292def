import { defineEvent } from '@freehold/kernel/events/domain-event';
import { idSchema } from '@freehold/kernel/values/id-schema';
import { z } from 'zod';

/**
 * A booking takes the place of another one. It is never written to the outbox: whoever moves a booking says so to
 * `ctx.react` inside the transaction, so that what belongs to the booking goes with it.
 */
export const BookingReplaced = defineEvent(
  'booking.booking-replaced',
  z.object({ fromBookingId: idSchema('bkg'), bookingId: idSchema('bkg') }),
);

/**
 * Somebody who waits for seats of a session, or is offered some, has booked it another way. It is never written to the
 * outbox: the booking says so to `ctx.react` at its end, holding the session, so that they wait no more.
 */
export const WaiterBooked = defineEvent(
  'booking.waiter-booked',
  z.object({ sessionId: idSchema('ssn'), customerId: idSchema('mbr') }),
);
