import { NotFound } from '@freehold/kernel/errors/refusals';
import type { Context } from '@freehold/kernel/subgraph/context';
import { shownLimit } from '../catalog/shown-limit.policy.ts';
import type { Entitled } from '../entitlement/entitlement.policy.ts';
import { entitledOf } from '../entitlement/entitlement.service.ts';
import { Meter } from './meter.entity.ts';

function metersOf({ catalog, effective }: Entitled): readonly Meter[] {
  return catalog.meters.flatMap(({ key, name }) => {
    const terms = effective.limits[key];
    if (!terms) return [];
    const { limit, enforcement } = terms;
    return [
      Object.assign(new Meter(), { key, name, limit: shownLimit(limit), enforcement: enforcement.kind }),
    ];
  });
}

/**
 * What is counted of the caller's tenant, with its limits.
 * @throws {NotFound} when the tenant has no subscription.
 */
export async function listMeters(ctx: Context): Promise<readonly Meter[]> {
  const entitled = await ctx.load(entitledOf, ctx.tenant().id);
  if (!entitled) throw new NotFound('subscription');
  return metersOf(entitled);
}

/** A meter of the caller's edition, for `_entities`; null for any other, and for a tenant without a subscription. */
export async function findMeterByKey(
  { key }: Readonly<Record<string, unknown>>,
  ctx: Context,
): Promise<Meter | null> {
  if (!ctx.caller.tenant) return null;
  const entitled = await ctx.load(entitledOf, ctx.caller.tenant.id);
  return (entitled && metersOf(entitled).find((meter) => meter.key === key)) ?? null;
}
