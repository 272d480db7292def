import { DomainError } from '@freehold/kernel/errors/domain-error';

/** The event does not take place. */
export class EventCanceled extends DomainError {
  readonly kind = 'CONFLICT';
  readonly code = 'EVENT_CANCELED';
  constructor() {
    super('The event was canceled.');
  }
}

/** The event is over. */
export class EventEnded extends DomainError {
  readonly kind = 'CONFLICT';
  readonly code = 'EVENT_ENDED';
  constructor(endsAt: Date) {
    super(`The event ended at ${endsAt.toISOString()}.`, { endsAt: endsAt.toISOString() });
  }
}

/** Not as many tickets are left as were asked for: of the event, or of one of its quotas. */
export class SoldOut extends DomainError {
  readonly kind = 'CONFLICT';
  readonly code = 'SOLD_OUT';
  constructor(what: string, left: number) {
    super(left > 0 ? `Only ${left} tickets are left of ${what}.` : `${what} is sold out.`, { left });
  }
}

/** More tickets are taken than there would be. */
export class TicketsTaken extends DomainError {
  readonly kind = 'CONFLICT';
  readonly code = 'TICKETS_TAKEN';
  constructor(taken: number) {
    super(`${taken} tickets are taken already; there cannot be fewer.`, { taken });
  }
}
