import { monthlyPriceMinor } from '../catalog/catalog.policy.ts';
import type { Catalog, CatalogPlan, Trial } from '../catalog/catalog.ts';
import type { Subscription, SubscriptionStatus } from './subscription.entity.ts';
import { PlanOnRequest } from './subscription.errors.ts';

const DAY_MS = 86_400_000;

/**
 * How far a subscription reaches now. FULL: all that was bought. NO_GROWTH: features stay, so that what is there
 * can be read, and nothing more can be counted. NONE: nothing.
 */
export type Reach = 'FULL' | 'NO_GROWTH' | 'NONE';

const REACH_OF_STATUS: Readonly<Record<SubscriptionStatus, Reach>> = {
  TRIALING: 'FULL',
  ACTIVE: 'FULL',
  PAST_DUE: 'FULL',
  PAUSED: 'NO_GROWTH',
  CANCELED: 'NONE',
};

const REACH_AFTER_TRIAL: Readonly<Record<Trial['endBehaviour'], Reach>> = {
  CONVERT: 'FULL',
  READ_ONLY: 'NO_GROWTH',
  CANCEL: 'NONE',
};

/**
 * How far a subscription reaches at an instant. A free start that is over does what its catalog says;
 * where the catalog has none any more, NO_GROWTH: closed to writes, open to reads.
 */
export function reachOf(subscription: Subscription, { trial }: Catalog, at: Date): Reach {
  if (!subscription.hasTrialEnded(at)) return REACH_OF_STATUS[subscription.status];
  return trial ? REACH_AFTER_TRIAL[trial.endBehaviour] : 'NO_GROWTH';
}

/** When a free start that begins now ends: so many times 24 hours later. Null without one. */
export function trialEnd(catalog: Catalog, startedAt: Date): Date | null {
  return catalog.trial ? new Date(startedAt.getTime() + catalog.trial.days * DAY_MS) : null;
}

/**
 * A tenant can subscribe by itself to what has a price.
 * @throws {PlanOnRequest} for what has none.
 */
export function refuseOnRequest(catalog: Catalog, plan: CatalogPlan): void {
  if (monthlyPriceMinor(catalog, plan.prices) === null) throw new PlanOnRequest(plan.key);
}
