import type { Money } from '@freehold/kernel/values/money';
import type { BookingId, BookingStatus } from '../booking/booking.entity.ts';

/** A booking that does not stand as it stood. */
export interface BookingChange {
  readonly bookingId: BookingId;
  /** The booking whose place it takes. */
  readonly formerBookingId?: BookingId | undefined;
}

/** How a booking stands after a change. */
export interface ChangedBooking {
  readonly status: BookingStatus;
  /** What becomes of its price, if it has ended. */
  readonly refund: Money;
  readonly fee: Money;
  /** The booking by whose id calendar programs know it. */
  readonly originId: BookingId;
  /** How often it has changed. */
  readonly sequence: number;
}

/** Changed bookings by their ids. */
export type ChangedBookings = ReadonlyMap<BookingId, ChangedBooking>;
