import { DomainError } from '@freehold/kernel/errors/domain-error';

/** A link was mailed just now, or as often as it may be; `retryAt` says when it may be again, null for never. */
export class HandoverMailLimit extends DomainError {
  readonly kind = 'CONFLICT';
  readonly code = 'HANDOVER_MAIL_LIMIT';
  constructor(retryAt: Date | null) {
    const when = retryAt
      ? `can be mailed again at ${retryAt.toISOString()}`
      : 'was mailed as often as it may be';
    super(`The link of a ticket ${when}.`, { retryAt: retryAt?.toISOString() ?? null });
  }
}

/** The link of a ticket is good for nothing any more. */
export class HandoverEnded extends DomainError {
  readonly kind = 'CONFLICT';
  readonly code = 'HANDOVER_ENDED';
  constructor(status: 'CLAIMED' | 'WITHDRAWN' | 'EXPIRED') {
    const ends = { CLAIMED: 'was used', WITHDRAWN: 'was withdrawn', EXPIRED: 'has expired' };
    super(`The link of this ticket ${ends[status]}.`, { status });
  }
}
