import { DomainError } from '@freehold/kernel/errors/domain-error';

/** There is nothing to wait for: the session has as many free seats as were asked for. */
export class SeatsFree extends DomainError {
  readonly kind = 'CONFLICT';
  readonly code = 'SEATS_FREE';
  constructor(seatsLeft: number) {
    super(`${seatsLeft} seats are free; book them.`, { seatsLeft });
  }
}

/** It is too near to the start to wait for seats. */
export class WaitlistClosed extends DomainError {
  readonly kind = 'CONFLICT';
  readonly code = 'WAITLIST_CLOSED';
  constructor(closedAt: Date) {
    super(`The waitlist closed at ${closedAt.toISOString()}.`, { closedAt: closedAt.toISOString() });
  }
}

/** The member waits for seats of this session already. */
export class AlreadyWaiting extends DomainError {
  readonly kind = 'CONFLICT';
  readonly code = 'ALREADY_WAITING';
  constructor() {
    super('You are in the waitlist of this session already.');
  }
}

/** The member does not wait any more: seats were given, or given up. */
export class NotWaiting extends DomainError {
  readonly kind = 'CONFLICT';
  readonly code = 'NOT_WAITING';
  constructor(status: string) {
    super(`Nobody waits here any more; this is ${status}.`, { status });
  }
}

/** No seats are offered to the member. */
export class NothingOffered extends DomainError {
  readonly kind = 'CONFLICT';
  readonly code = 'NOTHING_OFFERED';
  constructor(status: string) {
    super(`Only an offer can be answered; this is ${status}.`, { status });
  }
}

/** The offer has expired: its seats are the next one's. */
export class OfferExpired extends DomainError {
  readonly kind = 'CONFLICT';
  readonly code = 'OFFER_EXPIRED';
  constructor(expiredAt: Date) {
    super(`The offer expired at ${expiredAt.toISOString()}.`, { expiredAt: expiredAt.toISOString() });
  }
}
