import type { PlansToUnlockQuery } from '../../graphql/generated/graphql.ts';
import type { Amount } from '../../ui/format/formats.ts';

type Plans = NonNullable<PlansToUnlockQuery['plans']>;

/** What a refusal names, by key. */
export interface Locked {
  readonly feature: string | null;
  readonly currentPlan: string | null;
  readonly cheapestGrant: string | null;
}

/** The same in words, with the price. */
export interface UnlockOffer {
  /** Null when no plan grants it. */
  readonly featureName: string | null;
  readonly currentPlanName: string | null;
  /** The cheapest plan that unlocks; null when none does, or an add-on is cheaper. `monthly` null: on request. */
  readonly plan: { readonly key: string; readonly name: string; readonly monthly: Amount | null } | null;
}

/** Puts names and a price to what a refusal names. */
export function unlockOffer(plans: Plans, { feature, currentPlan, cheapestGrant }: Locked): UnlockOffer {
  const planOf = (key: string | null) => plans.find((plan) => plan.key === key);
  const named = plans.flatMap(({ features }) => features).find(({ key }) => key === feature);
  const plan = planOf(cheapestGrant);
  const monthly = plan?.prices.find(({ interval }) => interval === 'MONTH')?.amount ?? null;
  return {
    featureName: named?.name ?? null,
    currentPlanName: planOf(currentPlan)?.name ?? null,
    plan: plan ? { key: plan.key, name: plan.name, monthly } : null,
  };
}
