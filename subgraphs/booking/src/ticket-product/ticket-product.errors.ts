import { DomainError } from '@freehold/kernel/errors/domain-error';

/** An order may not hold so few or so many tickets of a product. */
export class QuantityNotAllowed extends DomainError {
  readonly kind = 'INVALID';
  readonly code = 'QUANTITY_NOT_ALLOWED';
  constructor(product: string, min: number, max: number) {
    super(`An order holds ${min} to ${max} tickets of "${product}".`, { min, max });
  }
}
