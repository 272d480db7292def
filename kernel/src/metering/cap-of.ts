import type { CallerTenant } from '../caller/caller.ts';
import { Unavailable } from '../errors/refusals.ts';

/**
 * How many units of a meter the tenant's plan allows; null means any number. A meter that the plan does not name has none.
 * @throws {Unavailable} when the tenant's entitlements are not known: writes fail closed.
 */
export function capOf({ plan, limits }: CallerTenant, meter: string): number | null {
  if (plan === null)
    throw new Unavailable('The plan of this tenant is not known right now. Try again shortly.');
  const limit = limits[meter];
  return limit === undefined ? 0 : limit;
}
