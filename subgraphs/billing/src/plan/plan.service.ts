import type { Context } from '@freehold/kernel/subgraph/context';
import { latestPlans } from '../catalog/catalog.policy.ts';
import { catalogOf } from '../catalog/catalog.service.ts';
import type { Catalog, CatalogMeter, CatalogPlan } from '../catalog/catalog.ts';
import { shownLimit } from '../catalog/shown-limit.policy.ts';
import { Plan, PlanMeter } from './plan.entity.ts';

function meterOf(meter: CatalogMeter, plan: CatalogPlan): PlanMeter {
  const terms = plan.meters[meter.key] ?? { limit: { kind: 'CAPPED', value: 0 } };
  return Object.assign(new PlanMeter(), {
    meter: meter.key,
    name: meter.name,
    limit: shownLimit(terms.limit),
    enforcement: (terms.enforcement ?? meter.enforcement).kind,
  });
}

/** A plan of a catalog as the API shows it. */
export function planOf(catalog: Catalog, plan: CatalogPlan): Plan {
  return Object.assign(new Plan(), {
    key: plan.key,
    name: plan.name,
    version: plan.version,
    prices: plan.prices,
    features: catalog.features.filter(({ key }) => plan.features.includes(key)),
    meters: catalog.meters.map((meter) => meterOf(meter, plan)),
    trialDays: catalog.trial?.days ?? 0,
  });
}

/**
 * What the caller's tenant can subscribe to: the newest version of each plan of its edition, smallest first.
 * @throws {Unavailable} when its edition is not in service.
 */
export function listPlans(ctx: Context): readonly Plan[] {
  const catalog = catalogOf(ctx.parts.faces, ctx.tenant().edition);
  return latestPlans(catalog).map((plan) => planOf(catalog, plan));
}

/** The newest version of a plan of the caller's edition, for `_entities`; null for any other. */
export function findPlanByKey({ key }: Readonly<Record<string, unknown>>, ctx: Context): Plan | null {
  if (!ctx.caller.tenant) return null;
  return listPlans(ctx).find((plan) => plan.key === key) ?? null;
}
