import { DomainError } from '@freehold/kernel/errors/domain-error';

/** The customer has a booking of this session already. */
export class AlreadyBooked extends DomainError {
  readonly kind = 'CONFLICT';
  readonly code = 'ALREADY_BOOKED';
  constructor() {
    super('You have booked this session already.');
  }
}

/** The booking does not stand as it would have to: it was given back, moved, used or not yet approved. */
export class BookingNotConfirmed extends DomainError {
  readonly kind = 'CONFLICT';
  readonly code = 'BOOKING_NOT_CONFIRMED';
  constructor(status: string) {
    super(`Only a confirmed booking can do this; this one is ${status}.`, { status });
  }
}

/** There is nothing to decide about the booking. */
export class BookingNotPending extends DomainError {
  readonly kind = 'CONFLICT';
  readonly code = 'BOOKING_NOT_PENDING';
  constructor(status: string) {
    super(`Only a pending booking can be decided on; this one is ${status}.`, { status });
  }
}
