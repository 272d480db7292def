import { DomainError } from '@freehold/kernel/errors/domain-error';

/** The customer's passes that are valid now have not as many credits, all together. */
export class NoCredit extends DomainError {
  readonly kind = 'CONFLICT';
  readonly code = 'NO_CREDIT';
  constructor(needed: number, left: number) {
    super(`It takes ${needed} credits, and the passes that are valid for it have ${left} left.`, {
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
