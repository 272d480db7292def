import { EntitlementsTold } from '@freehold/billing/events';
import type { CallerTenant } from '@freehold/kernel/caller/caller';
import { inTransaction } from '@freehold/kernel/database/transaction';
import type { TestTenant } from '@freehold/kernel/testing/callers';
import type { TestSubgraph } from '@freehold/kernel/testing/test-subgraph';
import { TenantProvisioned } from '@freehold/tenancy/events';
import { vi } from 'vitest';
import { tenantOf } from '../src/tenant/tenant.service.ts';

/** The tenant as this subgraph was told; null when it was not. */
export function copyOf(test: TestSubgraph, { tenant }: TestTenant): Promise<CallerTenant | null> {
  const { orm } = test.subgraph.parts;
  return inTransaction(orm, tenant.id, (em) => tenantOf(em, tenant.id, test.clock.now()));
}

/** Says, as tenancy would, that a tenant was made. */
export async function tellMade(test: TestSubgraph, { tenant }: TestTenant): Promise<void> {
  const { id: tenantId, edition, timeZone, currency } = tenant;
  const plan = `${edition}:pro`;
  const facts = { tenantId, slug: 'gym', edition, plan, trial: false, timeZone, currency, locale: 'nb-NO' };
  await test.tell(TenantProvisioned, tenantId, facts);
}

/** Says, as billing would, what a tenant may use from now on: what its callers in the test may, unless told otherwise. */
export async function tellEntitled(
  test: TestSubgraph,
  { tenant }: TestTenant,
  changes: Partial<CallerTenant> = {},
): Promise<void> {
  const { plan, features, upgrades, limits } = { ...tenant, ...changes };
  const from = test.clock.now().toISOString();
  const entitled = [{ from, plan: plan ?? 'test:pro', features, upgrades, limits }];
  await test.tell(EntitlementsTold, tenant.id, { entitled });
}

/** Tells this subgraph of a tenant and what it may use, and waits until it has heard. */
export async function givenTold(test: TestSubgraph, gym: TestTenant): Promise<void> {
  await tellMade(test, gym);
  await tellEntitled(test, gym);
  await vi.waitFor(
    async () => {
      if (!(await copyOf(test, gym))?.plan) throw new Error('The subgraph has not heard of it yet.');
    },
    { timeout: 45_000, interval: 10 },
  );
}
