import { NotFound } from '@freehold/kernel/errors/refusals';
import type { AddOn, Catalog, CatalogPlan, Price } from './catalog.ts';

const MONTHS_COMPARED = 12n;

/** The newest version of each plan, in the catalog's order: what a new tenant can buy. */
export function latestPlans(catalog: Catalog): readonly CatalogPlan[] {
  return catalog.plans.filter(
    (plan) => !catalog.plans.some((other) => other.key === plan.key && other.version > plan.version),
  );
}

/**
 * A plan by its key, in the version a tenant is pinned to, or in the newest.
 * @throws {NotFound} when the catalog has no such plan or version.
 */
export function findPlan(catalog: Catalog, key: string, version?: number): CatalogPlan {
  const plans = version === undefined ? latestPlans(catalog) : catalog.plans;
  const plan = plans.find(
    (candidate) => candidate.key === key && (version === undefined || candidate.version === version),
  );
  if (!plan) throw new NotFound('plan');
  return plan;
}

/**
 * An add-on by its key.
 * @throws {NotFound} when the catalog has no such add-on.
 */
export function findAddOn(catalog: Catalog, key: string): AddOn {
  const addOn = catalog.addOns.find((candidate) => candidate.key === key);
  if (!addOn) throw new NotFound('add-on');
  return addOn;
}

/** The price of a month in the catalog's currency, in minor units; null when it is on request. */
export function monthlyPriceMinor(catalog: Catalog, prices: readonly Price[]): bigint | null {
  const monthly = prices.find(
    ({ interval, amount }) => interval === 'MONTH' && amount?.currency === catalog.currency,
  );
  return monthly?.amount?.amountMinor ?? null;
}

function planYearMinor(catalog: Catalog, plan: CatalogPlan): bigint | null {
  const monthly = monthlyPriceMinor(catalog, plan.prices);
  if (monthly === null) return null;
  const least = plan.minimumMonthlyCharge?.amount.amountMinor ?? 0n;
  return (monthly > least ? monthly : least) * MONTHS_COMPARED;
}

function addOnYearMinor(catalog: Catalog, { charge }: AddOn): bigint | null {
  if (charge.kind === 'USAGE') return 0n;
  if (charge.kind === 'ONE_TIME') return charge.price.amount.amountMinor;
  const monthly = monthlyPriceMinor(catalog, charge.prices);
  return monthly === null ? null : monthly * MONTHS_COMPARED;
}

interface Offer {
  readonly key: string;
  /** Null when it is on request. */
  readonly yearMinor: bigint | null;
}

function cheaperFirst(left: Offer, right: Offer): number {
  if (left.yearMinor === right.yearMinor) return 0;
  if (left.yearMinor === null) return 1;
  if (right.yearMinor === null) return -1;
  return left.yearMinor < right.yearMinor ? -1 : 1;
}

/**
 * The key of the plan or add-on that gives a tenant of `currentPlan` a feature for the least money more;
 * null when nothing on sale grants it.
 *
 * Compared is what twelve months at monthly prices add to the bill: a plan counts with the difference to the
 * current plan's price (a minimum charge is a price), an add-on with its own price, one unit of it, a one-time
 * price once, a price per use as nothing. What is on request comes after everything priced. Of two equal ones
 * the first in the catalog wins, plans before add-ons. `currentPlan` null compares whole prices.
 * @throws {NotFound} when the catalog has no plan `currentPlan`.
 */
export function cheapestGrant(catalog: Catalog, feature: string, currentPlan: string | null): string | null {
  const current = currentPlan === null ? null : findPlan(catalog, currentPlan);
  const paidMinor = (current && planYearMinor(catalog, current)) ?? 0n;
  const plans = latestPlans(catalog)
    .filter(({ features }) => features.includes(feature))
    .map((plan): Offer => {
      const yearMinor = planYearMinor(catalog, plan);
      return { key: plan.key, yearMinor: yearMinor === null ? null : yearMinor - paidMinor };
    });
  const addOns = catalog.addOns
    .filter(({ features }) => features.includes(feature))
    .map((addOn): Offer => ({ key: addOn.key, yearMinor: addOnYearMinor(catalog, addOn) }));
  const [cheapest] = [...plans, ...addOns].sort(cheaperFirst);
  return cheapest?.key ?? null;
}
