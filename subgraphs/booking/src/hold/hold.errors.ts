import { DomainError } from '@freehold/kernel/errors/domain-error';

/** The hold has expired: what it held may be somebody else's. */
export class HoldExpired extends DomainError {
  readonly kind = 'CONFLICT';
  readonly code = 'HOLD_EXPIRED';
  constructor(expiresAt: Date) {
    super(`The hold expired at ${expiresAt.toISOString()}.`, { expiresAt: expiresAt.toISOString() });
  }
}

/** The hold is over before its time: it became a booking, was released, or its session was called off. */
export class HoldEnded extends DomainError {
  readonly kind = 'CONFLICT';
  readonly code = 'HOLD_ENDED';
  constructor() {
    super('The hold is over: it became a booking, was released, or its session was called off.');
  }
}

/** The member holds as much as one may. */
export class TooManyHolds extends DomainError {
  readonly kind = 'CONFLICT';
  readonly code = 'TOO_MANY_HOLDS';
  constructor(limit: number) {
    super(`At most ${limit} holds at a time.`, { limit });
  }
}
