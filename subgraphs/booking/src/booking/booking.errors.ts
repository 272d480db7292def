import { DomainError } from '@freehold/kernel/errors/domain-error';

/** The customer has a booking of this session already. */
export class AlreadyBooked extends DomainError {
  readonly kind = 'CONFLICT';
  readonly code = 'ALREADY_BOOKED';
  constructor() {
    super('You have booked this session already.');
  }
}

/** The booking was given back before. */
export class BookingNotConfirmed extends DomainError {
  readonly kind = 'CONFLICT';
  readonly code = 'BOOKING_NOT_CONFIRMED';
  constructor(status: string) {
    super(`Only a confirmed booking can be canceled; this one is ${status}.`, { status });
  }
}
