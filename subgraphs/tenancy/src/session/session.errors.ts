import { DomainError } from '@freehold/kernel/errors/domain-error';

/** Nobody here signs in with this address and this password. It does not say which of both is wrong. */
export class InvalidCredentials extends DomainError {
  readonly kind = 'UNAUTHENTICATED';
  readonly code = 'INVALID_CREDENTIALS';
  constructor() {
    super('The address or the password is wrong.');
  }
}

/** Signing in with this address failed too often of late; even the right password is refused until then. */
export class TooManyAttempts extends DomainError {
  readonly kind = 'CONFLICT';
  readonly code = 'TOO_MANY_ATTEMPTS';
  constructor(retryAfterMs: number) {
    super(`Too many attempts failed. Try again in ${Math.ceil(retryAfterMs / 60_000)} minutes.`, {
      retryAfterMs,
    });
  }
}

/** The refresh token opens no session: it ended, ran out, or the token was none. */
export class SessionExpired extends DomainError {
  readonly kind = 'UNAUTHENTICATED';
  readonly code = 'SESSION_EXPIRED';
  constructor() {
    super('The session has ended. Sign in again.');
  }
}
