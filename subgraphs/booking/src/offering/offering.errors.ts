import { DomainError } from '@freehold/kernel/errors/domain-error';

/** The offering is booked by choosing one of its scheduled sessions. */
export class NotByInterval extends DomainError {
  readonly kind = 'CONFLICT';
  readonly code = 'NOT_BY_INTERVAL';
  constructor(kind: string) {
    super(`An offering of kind ${kind} is booked by its sessions.`, { kind });
  }
}
