import { DomainError } from '@freehold/kernel/errors/domain-error';

/** The plan's price is agreed upon by people; nobody subscribes to it alone. */
export class PlanOnRequest extends DomainError {
  readonly kind = 'CONFLICT';
  readonly code = 'PLAN_ON_REQUEST';
  constructor(plan: string) {
    super(`The price of ${plan} is on request: ask us for an offer.`, { plan });
  }
}
