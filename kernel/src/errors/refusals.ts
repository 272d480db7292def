import { DomainError } from './domain-error.ts';

/** The thing does not exist for this caller. A row of another tenant looks exactly like this. */
export class NotFound extends DomainError {
  readonly kind = 'NOT_FOUND';
  readonly code = 'NOT_FOUND';
  constructor(what: string) {
    super(`There is no such ${what}.`);
  }
}

/** The input breaks a rule that its sentence names. */
export class Invalid extends DomainError {
  readonly kind = 'INVALID';
  readonly code = 'INVALID';
}

/** The caller is signed in and still may not do this. */
export class Forbidden extends DomainError {
  readonly kind = 'FORBIDDEN';
  readonly code = 'FORBIDDEN';
  constructor(message = 'You may not do this.', data: Readonly<Record<string, unknown>> = {}) {
    super(message, data);
  }
}

/** Nobody is signed in, and this needs somebody. */
export class Unauthenticated extends DomainError {
  readonly kind = 'UNAUTHENTICATED';
  readonly code = 'UNAUTHENTICATED';
  constructor(message = 'Sign in to do this.') {
    super(message);
  }
}

/** A part that this needs cannot answer now; trying again later may work. */
export class Unavailable extends DomainError {
  readonly kind = 'UNAVAILABLE';
  readonly code = 'UNAVAILABLE';
}

/** The request names no tenant, and this needs one. */
export class TenantRequired extends DomainError {
  readonly kind = 'INVALID';
  readonly code = 'TENANT_REQUIRED';
  constructor() {
    super("This needs a tenant: ask at the tenant's own address.");
  }
}

/** A file weighs more than may come. */
export class PayloadTooLarge extends DomainError {
  readonly kind = 'INVALID';
  readonly code = 'PAYLOAD_TOO_LARGE';
  constructor(bytesMax: number) {
    super(`At most ${bytesMax / 1_000_000} MB may come.`, { bytesMax });
  }
}
