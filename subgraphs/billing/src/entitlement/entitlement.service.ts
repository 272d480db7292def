import type { TenantId } from '@freehold/kernel/caller/caller';
import { NotFound } from '@freehold/kernel/errors/refusals';
import type { Surroundings } from '@freehold/kernel/events/consumer/listener';
import { eventOf, writeEvents } from '@freehold/kernel/events/outbox';
import type { BatchLoad, Context } from '@freehold/kernel/subgraph/context';
import type { EntityManager } from '@mikro-orm/postgresql';
import { catalogOf, type Faces } from '../catalog/catalog.service.ts';
import { type EntitledFrom, EntitlementsTold } from '../events.ts';
import { Subscription } from '../subscription/subscription.entity.ts';
import { reachOf } from '../subscription/subscription.policy.ts';
import { subscriptionOf } from '../subscription/subscription.service.ts';
import { effectiveEntitlements } from './effective-entitlements.policy.ts';
import type { Entitlement, TenantEntitlements } from './entitlement.entity.ts';
import { capsOf, type Entitled, explainFeatures, withinReach } from './entitlement.policy.ts';

function entitledBy(faces: Faces, subscription: Subscription, at: Date): Entitled {
  const { edition, planKey: plan, planVersion, addOns } = subscription;
  const catalog = catalogOf(faces, edition);
  const reach = reachOf(subscription, catalog, at);
  const bought = effectiveEntitlements(catalog, { plan, planVersion, addOns, grants: [], overrides: [], at });
  return { catalog, plan, reach, effective: withinReach(bought, reach) };
}

/** What tenants may use; null for a tenant without a subscription, which may use nothing. */
export const entitledOf: BatchLoad<TenantId, Entitled | null> = (ctx, tenantIds) =>
  Promise.all(
    tenantIds.map(async (id) => {
      const subscription = await ctx.load(subscriptionOf, id);
      return subscription && entitledBy(ctx.parts.faces, subscription, ctx.now());
    }),
  );

/**
 * Every feature of the edition of the caller's tenant: whether it has it, why, and what would give it.
 * @throws {NotFound} when the tenant has no subscription.
 */
export async function listEntitlements(ctx: Context): Promise<readonly Entitlement[]> {
  const entitled = await ctx.load(entitledOf, ctx.tenant().id);
  if (!entitled) throw new NotFound('subscription');
  return explainFeatures(entitled);
}

/** What the caller's tenant may use, as passports say it; null when it has no subscription. */
export async function passportEntitlements(ctx: Context): Promise<TenantEntitlements | null> {
  const entitled = await ctx.load(entitledOf, ctx.tenant().id);
  return entitled && summaryOf(entitled);
}

function summaryOf(entitled: Entitled): TenantEntitlements {
  const { plan, effective } = entitled;
  const upgrades = explainFeatures(entitled).flatMap(({ feature, cheapestGrant }) =>
    cheapestGrant === null ? [] : [{ feature: feature.key, cheapestGrant }],
  );
  return { plan, features: effective.features, upgrades, limits: capsOf(effective) };
}

function entitledFrom(faces: Faces, subscription: Subscription, from: Date): EntitledFrom {
  const { plan, features, upgrades, limits } = summaryOf(entitledBy(faces, subscription, from));
  return {
    from: from.toISOString(),
    plan,
    features: [...features],
    upgrades: Object.fromEntries(upgrades.map(({ feature, cheapestGrant }) => [feature, cheapestGrant])),
    limits: Object.fromEntries(limits.map(({ meter, cap }) => [meter, cap])),
  };
}

/**
 * Tells other subgraphs what the tenant of an event may use now, and after its free start; nothing of a tenant
 * without a subscription.
 * @throws {Unavailable} when its edition is not in service.
 */
export async function tellEntitlements(
  em: EntityManager,
  tenantId: TenantId,
  { faces, clock }: Pick<Surroundings, 'faces' | 'clock'>,
): Promise<void> {
  const subscription = await em.findOne(Subscription, {});
  if (!subscription) return;
  const now = clock.now();
  const { trialEndsAt } = subscription;
  const instants = trialEndsAt && trialEndsAt > now ? [now, trialEndsAt] : [now];
  const entitled = instants.map((from) => entitledFrom(faces, subscription, from));
  await writeEvents(em, [eventOf(tenantId, now, EntitlementsTold, { entitled })]);
}
