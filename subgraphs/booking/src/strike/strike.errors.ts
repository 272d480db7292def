import { DomainError } from '@freehold/kernel/errors/domain-error';

/** The member has too many strikes to book now. */
export class MemberBlocked extends DomainError {
  readonly kind = 'CONFLICT';
  readonly code = 'MEMBER_BLOCKED';
  /** `unblockFeeMinor` is what lifts the block when staff is paid it, in the tenant's currency; null when nothing does. */
  constructor(until: Date, unblockFeeMinor: number | null) {
    super(`After too many missed sessions, booking is blocked until ${until.toISOString()}.`, {
      until: until.toISOString(),
      unblockFeeMinor,
    });
  }
}

/** The strike was taken back before. */
export class StrikeReversed extends DomainError {
  readonly kind = 'CONFLICT';
  readonly code = 'STRIKE_REVERSED';
  constructor(at: Date) {
    super(`The strike was taken back at ${at.toISOString()}.`, { at: at.toISOString() });
  }
}
