import { DomainError } from '@freehold/kernel/errors/domain-error';

/** The offering is booked by choosing one of its scheduled sessions. */
export class NotByInterval extends DomainError {
  readonly kind = 'CONFLICT';
  readonly code = 'NOT_BY_INTERVAL';
  constructor(kind: string) {
    super(`An offering of kind ${kind} is booked by its sessions.`, { kind });
  }
}

/** The offering is of another kind than what is asked of it. */
export class WrongKind extends DomainError {
  readonly kind = 'CONFLICT';
  readonly code = 'WRONG_KIND';
  constructor(kind: string, wanted: string) {
    super(`This is for offerings of kind ${wanted}, not ${kind}.`, { kind, wanted });
  }
}

/** A job is priced by its place and its size, so it cannot be booked without them. */
export class JobDetailsRequired extends DomainError {
  readonly kind = 'INVALID';
  readonly code = 'JOB_DETAILS_REQUIRED';
  constructor() {
    super('A job is booked with an address and the size of the property: use bookJob.');
  }
}

/** The offering was archived: it takes no new bookings. */
export class OfferingArchived extends DomainError {
  readonly kind = 'CONFLICT';
  readonly code = 'OFFERING_ARCHIVED';
  constructor(name: string) {
    super(`"${name}" was archived; it takes no new bookings.`);
  }
}
