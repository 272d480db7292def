import { DomainError } from '@freehold/kernel/errors/domain-error';
import type { TimeRange } from '@freehold/kernel/values/time-range';

/** It is too early or too late to check in. */
export class CheckInClosed extends DomainError {
  readonly kind = 'CONFLICT';
  readonly code = 'CHECK_IN_CLOSED';
  constructor({ startsAt, endsAt }: TimeRange) {
    const [opensAt, closesAt] = [startsAt.toISOString(), endsAt.toISOString()];
    super(`Check-in is open from ${opensAt} until ${closesAt}.`, { opensAt, closesAt });
  }
}

/** The session has not ended, so that nobody can say who came. */
export class SessionNotEnded extends DomainError {
  readonly kind = 'CONFLICT';
  readonly code = 'SESSION_NOT_ENDED';
  constructor(endsAt: Date) {
    super(`The session ends at ${endsAt.toISOString()}.`, { endsAt: endsAt.toISOString() });
  }
}
