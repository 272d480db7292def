import { DomainError } from '@freehold/kernel/errors/domain-error';

/** The customer has no pass that is valid now and has as many credits. */
export class NoCredit extends DomainError {
  readonly kind = 'CONFLICT';
  readonly code = 'NO_CREDIT';
  /** `left` are the credits of the pass with the most of them; a booking takes from one pass alone. */
  constructor(needed: number, left: number) {
    super(`It takes ${needed} credits, and no pass that is valid for it has more than ${left}.`, {
      needed,
      left,
    });
  }
}

/** The pass was revoked before. */
export class PassRevoked extends DomainError {
  readonly kind = 'CONFLICT';
  readonly code = 'PASS_REVOKED';
  constructor(at: Date) {
    super(`The pass was revoked at ${at.toISOString()}.`, { at: at.toISOString() });
  }
}
