import { DomainError } from '@freehold/kernel/errors/domain-error';

/** The list wants the staff to confirm whom it lets in; nothing was written down. */
export class ConfirmationRequired extends DomainError {
  readonly kind = 'CONFLICT';
  readonly code = 'CONFIRMATION_REQUIRED';
  constructor(ticketId: string, holderId: string) {
    super('Look at the card of the bearer, and scan again with isConfirmed.', { ticketId, holderId });
  }
}
