import { DomainError } from '@freehold/kernel/errors/domain-error';

/** The order was paid or canceled before. */
export class OrderNotPending extends DomainError {
  readonly kind = 'CONFLICT';
  readonly code = 'ORDER_NOT_PENDING';
  constructor(status: string) {
    super(`Only a pending order can be paid; this one is ${status}.`, { status });
  }
}

/** The order was canceled before. */
export class OrderWasCanceled extends DomainError {
  readonly kind = 'CONFLICT';
  readonly code = 'ORDER_CANCELED';
  constructor() {
    super('The order was canceled before.');
  }
}

/** Money was paid for the order: the staff gives it back, not the customer. */
export class OrderPaid extends DomainError {
  readonly kind = 'CONFLICT';
  readonly code = 'ORDER_PAID';
  constructor() {
    super('The order is paid. Ask the staff to cancel it.');
  }
}

/** The gates are open, so that a customer can no longer give tickets back. */
export class AdmissionBegan extends DomainError {
  readonly kind = 'CONFLICT';
  readonly code = 'ADMISSION_BEGAN';
  constructor(since: Date) {
    super(`Tickets admit people since ${since.toISOString()}. Ask the staff to cancel the order.`, {
      since: since.toISOString(),
    });
  }
}
