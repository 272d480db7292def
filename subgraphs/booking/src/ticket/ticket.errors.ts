import { DomainError } from '@freehold/kernel/errors/domain-error';

/** The ticket admits nobody any more. */
export class TicketRevoked extends DomainError {
  readonly kind = 'CONFLICT';
  readonly code = 'TICKET_REVOKED';
  constructor() {
    super('The order of this ticket was canceled.');
  }
}

/** The code is none of a ticket of this tenant: forged, damaged, or of another one. */
export class InvalidTicket extends DomainError {
  readonly kind = 'INVALID';
  readonly code = 'INVALID_TICKET';
  constructor() {
    super('This code is not that of a ticket.');
  }
}
