import { type Money, money } from '@freehold/kernel/values/money';
import { monthlyPriceMinor } from '../catalog/catalog.policy.ts';
import type { Catalog, CatalogPlan } from '../catalog/catalog.ts';
import type { EffectiveMeter } from '../entitlement/effective-entitlements.policy.ts';

function overageMinor({ limit, enforcement }: EffectiveMeter, used: number): bigint {
  if (enforcement.kind !== 'OVERAGE' || limit.kind === 'UNLIMITED') return 0n;
  return BigInt(Math.max(0, used - limit.value)) * enforcement.unitPrice.amountMinor;
}

/**
 * What one month of a plan costs before tax and without the flat prices of add-ons: the monthly price, plus each
 * unit over an OVERAGE limit, and at least the plan's minimum charge. Null when the price is on request.
 * @param limits the tenant's effective meters; `used` counts whole units by meter key, absent is 0.
 */
export function monthlyCharge(
  catalog: Catalog,
  plan: CatalogPlan,
  limits: Readonly<Record<string, EffectiveMeter>>,
  used: Readonly<Record<string, number>>,
): Money | null {
  const priceMinor = monthlyPriceMinor(catalog, plan.prices);
  if (priceMinor === null) return null;
  const sumMinor = Object.entries(limits).reduce(
    (sum, [meter, effective]) => sum + overageMinor(effective, used[meter] ?? 0),
    priceMinor,
  );
  const leastMinor = plan.minimumMonthlyCharge?.amount.amountMinor ?? 0n;
  return money(sumMinor > leastMinor ? sumMinor : leastMinor, catalog.currency);
}
