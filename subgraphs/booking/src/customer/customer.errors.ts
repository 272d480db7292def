import { DomainError } from '@freehold/kernel/errors/domain-error';

/** Text messages are wished, and there is no number that they could go to. */
export class UnreachableByText extends DomainError {
  readonly kind = 'INVALID';
  readonly code = 'PHONE_REQUIRED';
  constructor() {
    super('Text messages need a telephone number.');
  }
}
