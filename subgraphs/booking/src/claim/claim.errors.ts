import { DomainError } from '@freehold/kernel/errors/domain-error';

/** Somebody else has the resource, or each member of the pool, in that time. */
export class TimeTaken extends DomainError {
  readonly kind = 'CONFLICT';
  readonly code = 'SLOT_TAKEN';
  constructor(startsAt: Date) {
    super(`Nothing is free from ${startsAt.toISOString()}.`, { startsAt: startsAt.toISOString() });
  }
}
