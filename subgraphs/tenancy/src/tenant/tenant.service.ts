import { bareTenant } from '@freehold/kernel/caller/caller';
import type { Context } from '@freehold/kernel/subgraph/context';
import { loadById } from '@freehold/kernel/subgraph/load-by-id';
import { Host } from './host.entity.ts';
import { directoryName } from './host.policy.ts';
import { Tenant } from './tenant.entity.ts';

const BASE_DOMAINS_DEFAULT = 'localhost';

/** Tenants by their ids: the caller's own, and no other. */
export const tenantById = loadById(Tenant, 'tenant');

/**
 * The tenant that the caller asks in.
 * @throws {TenantRequired} when the request names none.
 */
export function currentTenant(ctx: Context): Promise<Tenant> {
  return ctx.load(tenantById, ctx.tenant().id);
}

/**
 * The tenant whose host it is, by slug, host under a base domain, or own domain; null for nobody's.
 * @throws {Forbidden} for everybody but the gateway.
 */
export async function tenantOfHost(ctx: Context, host: string): Promise<Tenant | null> {
  const baseDomains = (ctx.parts.settings.baseDomains ?? BASE_DOMAINS_DEFAULT).split(',');
  const name = directoryName(host, baseDomains);
  const entry = await ctx.read((em) => em.findOne(Host, { name }));
  // This look ends before the next begins, so that no call holds two connections.
  await ctx.release();
  if (!entry) return null;
  return ctx.asTenant(bareTenant(entry.holderId)).load(tenantById, entry.holderId);
}
