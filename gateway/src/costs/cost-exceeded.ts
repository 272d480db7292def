import { DomainError } from '@freehold/kernel/errors/domain-error';

/** An operation costs more than any may. No waiting helps. */
export class CostExceeded extends DomainError {
  readonly kind = 'INVALID';
  readonly code = 'COST_EXCEEDED';
  constructor(requested: number, available: number) {
    super(
      `The operation may cost ${requested} points and none may cost more than ${available}. Ask for less.`,
      {
        requested,
        available,
      },
    );
  }
}
