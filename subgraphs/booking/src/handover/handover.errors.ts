import { DomainError } from '@freehold/kernel/errors/domain-error';

/** The link of a ticket is good for nothing any more. */
export class HandoverEnded extends DomainError {
  readonly kind = 'CONFLICT';
  readonly code = 'HANDOVER_ENDED';
  constructor(status: 'CLAIMED' | 'WITHDRAWN' | 'EXPIRED') {
    const ends = { CLAIMED: 'was used', WITHDRAWN: 'was withdrawn', EXPIRED: 'has expired' };
    super(`The link of this ticket ${ends[status]}.`, { status });
  }
}
