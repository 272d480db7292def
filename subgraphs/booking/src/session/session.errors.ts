import { DomainError } from '@freehold/kernel/errors/domain-error';

/** The session has not as many free seats as were asked for. */
export class SlotTaken extends DomainError {
  readonly kind = 'CONFLICT';
  readonly code = 'SLOT_TAKEN';
  /** Whether it is known that no seats wait to be made free, such as those of holds that have expired. */
  readonly isCertain: boolean;
  constructor(seatsLeft: number, { isCertain = false }: { readonly isCertain?: boolean } = {}) {
    super(seatsLeft > 0 ? `Only ${seatsLeft} seats are left.` : 'The session is full.', { seatsLeft });
    this.isCertain = isCertain;
  }
}

/** The session has begun, so that its seats can no longer change hands. */
export class SessionStarted extends DomainError {
  readonly kind = 'CONFLICT';
  readonly code = 'SESSION_STARTED';
  constructor(startsAt: Date) {
    super(`The session began at ${startsAt.toISOString()}.`, { startsAt: startsAt.toISOString() });
  }
}

/** The session was called off. */
export class SessionCanceled extends DomainError {
  readonly kind = 'CONFLICT';
  readonly code = 'SESSION_CANCELED';
  constructor() {
    super('The session was called off.');
  }
}

/** More seats are taken than there would be. */
export class SeatsTaken extends DomainError {
  readonly kind = 'CONFLICT';
  readonly code = 'SEATS_TAKEN';
  constructor(taken: number) {
    super(`${taken} seats are taken already; there cannot be fewer.`, { taken });
  }
}
