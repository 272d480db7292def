import type { EntitlementsTold } from '@freehold/billing/events';
import type { CallerTenant, TenantId } from '@freehold/kernel/caller/caller';
import { prepareRows } from '@freehold/kernel/database/prepared/prepared-rows';
import { Reading } from '@freehold/kernel/database/prepared/reading';
import type { DomainEvent, EventType } from '@freehold/kernel/events/domain-event';
import type { TenantProvisioned } from '@freehold/tenancy/events';
import type { EntityManager } from '@mikro-orm/postgresql';
import { TenantCopy } from './tenant.entity.ts';
import { holdingAt } from './tenant.policy.ts';

const COPIES = prepareRows(TenantCopy, []);
const NOTHING = { plan: null, features: [], upgrades: {}, limits: {} };

type Told<Type> = Type extends EventType<infer Payload> ? DomainEvent<Payload> : never;

/** Keeps what tenancy told of a tenant. */
export async function hearOfTenant(
  em: EntityManager,
  { tenantId, payload }: Told<typeof TenantProvisioned>,
): Promise<void> {
  const { slug, edition, timeZone, name = null, currency = null, locale = null } = payload;
  await em.upsert(TenantCopy, { tenantId, slug, edition, name, timeZone, currency, locale });
}

/** Keeps what billing told that a tenant may use. */
export async function hearOfEntitlements(
  em: EntityManager,
  { tenantId, payload }: Told<typeof EntitlementsTold>,
): Promise<void> {
  await em.upsert(TenantCopy, { tenantId, entitled: payload.entitled });
}

/**
 * The tenant as this subgraph was last told; null when it never heard of it. What billing has not told is granted to
 * nobody, as when the plan is not known.
 */
export async function tenantOf(
  from: EntityManager | Reading,
  id: TenantId,
  now: Date,
): Promise<CallerTenant | null> {
  const copy =
    from instanceof Reading ? await copyBy(from, id) : await from.findOne(TenantCopy, { tenantId: id });
  if (!copy?.edition || !copy.timeZone || !copy.currency) return null;
  const { edition, timeZone, currency } = copy;
  const { plan, features, upgrades, limits } = holdingAt(copy.entitled, now) ?? NOTHING;
  return { id, edition, timeZone, currency, plan, features: [...features], upgrades, limits };
}

/** A job knows nothing else of whom it acts for, so it asks this alone, and before each. */
async function copyBy(reading: Reading, id: TenantId): Promise<TenantCopy | undefined> {
  const [copy] = await COPIES(reading, id, []);
  return copy;
}
