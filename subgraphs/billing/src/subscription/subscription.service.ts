import type { TenantId } from '@freehold/kernel/caller/caller';
import { NotFound } from '@freehold/kernel/errors/refusals';
import type { DomainEvent } from '@freehold/kernel/events/domain-event';
import { eventOf, writeEvents } from '@freehold/kernel/events/outbox';
import type { BatchLoad, Context } from '@freehold/kernel/subgraph/context';
import { mutateOnce } from '@freehold/kernel/subgraph/mutate-once';
import { newId } from '@freehold/kernel/values/id';
import { LockMode } from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/postgresql';
import { findPlan } from '../catalog/catalog.policy.ts';
import { catalogOf, type Faces } from '../catalog/catalog.service.ts';
import { EntitlementsChanged } from '../events.ts';
import type { Plan } from '../plan/plan.entity.ts';
import { planOf } from '../plan/plan.service.ts';
import { Subscription } from './subscription.entity.ts';
import { refuseOnRequest, trialEnd } from './subscription.policy.ts';

/** With what a new tenant begins. */
export interface FirstSubscription {
  readonly edition: string;
  /** Edition and plan, as in `fitness:pro`. */
  readonly plan: string;
  /** Whether it begins with the edition's free start. */
  readonly trial: boolean;
}

/** The subscriptions of tenants; null for a tenant that has none. */
export const subscriptionOf: BatchLoad<TenantId, Subscription | null> = async (ctx, tenantIds) => {
  const found = await ctx.read((em) => em.find(Subscription, { tenantId: { $in: [...tenantIds] } }));
  return tenantIds.map((id) => found.find(({ tenantId }) => tenantId === id) ?? null);
};

/**
 * Subscribes a new tenant to its first plan, in the newest version, from the moment it was made.
 * A tenant that is subscribed already stays as it is.
 * @throws {Unavailable} when its edition is not in service.
 * @throws {NotFound} when the edition has no such plan.
 */
export async function startSubscription(
  em: EntityManager,
  { tenantId, occurredAt, payload }: DomainEvent<FirstSubscription>,
  faces: Faces,
): Promise<void> {
  if ((await em.count(Subscription, {})) > 0) return;
  const catalog = catalogOf(faces, payload.edition);
  const plan = findPlan(catalog, payload.plan);
  const trialEndsAt = payload.trial ? trialEnd(catalog, occurredAt) : null;
  const subscription = em.create(Subscription, {
    tenantId,
    id: newId('sub'),
    edition: payload.edition,
    planKey: plan.key,
    planVersion: plan.version,
    status: trialEndsAt ? 'TRIALING' : 'ACTIVE',
    trialEndsAt,
    startedAt: occurredAt,
    addOns: [],
  });
  em.persist(subscription);
  await writeEvents(em, [eventOf(tenantId, occurredAt, EntitlementsChanged, {})]);
}

/**
 * The plan of the caller's tenant, in the version that it is pinned to.
 * @throws {NotFound} when the tenant has no subscription.
 */
export async function currentPlan(ctx: Context): Promise<Plan> {
  const subscription = await ctx.load(subscriptionOf, ctx.tenant().id);
  if (!subscription) throw new NotFound('subscription');
  const catalog = catalogOf(ctx.parts.faces, subscription.edition);
  return planOf(catalog, findPlan(catalog, subscription.planKey, subscription.planVersion));
}

/**
 * Moves the caller's tenant to the newest version of a plan of its edition, from now on. After a free start this,
 * with the same plan too, is what begins the paid time.
 * @throws {NotFound} when the edition has no such plan, or the tenant no subscription.
 * @throws {PlanOnRequest} when the plan has no price.
 */
export async function changePlan(ctx: Context, plan: string, key: string): Promise<void> {
  await mutateOnce(ctx, { operation: 'changePlan', key, input: { plan } }, async ({ em, publish }) => {
    const subscription = await em.findOne(Subscription, {}, { lockMode: LockMode.PESSIMISTIC_WRITE });
    if (!subscription) throw new NotFound('subscription');
    const catalog = catalogOf(ctx.parts.faces, subscription.edition);
    const next = findPlan(catalog, plan);
    refuseOnRequest(catalog, next);
    if (subscription.changePlan(next, ctx.now())) publish(EntitlementsChanged, {});
    return subscription.id;
  });
}
