import { DomainError } from '../errors/domain-error.ts';

/** The tenant's plan does not include the feature; the data says what would. */
export class PlanUpgradeRequired extends DomainError {
  readonly kind = 'FORBIDDEN';
  readonly code = 'PLAN_UPGRADE_REQUIRED';
  constructor(feature: string, currentPlan: string | null, cheapestGrant: string | null) {
    const plan = currentPlan ? `the plan ${currentPlan}` : 'the current plan';
    const advice = cheapestGrant ? `; ${cheapestGrant} includes it` : '';
    super(`The feature ${feature} is not part of ${plan}${advice}.`, { feature, currentPlan, cheapestGrant });
  }
}
