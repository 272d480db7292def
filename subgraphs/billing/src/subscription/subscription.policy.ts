import { monthlyPriceMinor } from '../catalog/catalog.policy.ts';
import type { Catalog, CatalogPlan } from '../catalog/catalog.ts';
import { PlanOnRequest } from './subscription.errors.ts';

const DAY_MS = 86_400_000;

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
