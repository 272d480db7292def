import type { Caller, TenantId } from '@freehold/kernel/caller/caller';
import { gatewayCaller, newTenant, type TestTenant } from '@freehold/kernel/testing/callers';
import { ask, startTestSubgraph, type TestSubgraph } from '@freehold/kernel/testing/test-subgraph';
import { newId } from '@freehold/kernel/values/id';
import { TenantProvisioned } from '@freehold/tenancy/events';
import { vi } from 'vitest';
import { billingSubgraph } from '../src/billing.subgraph.ts';
import { faces } from './test-faces.ts';

/** Billing with the editions of these tests. */
export function startBilling(): Promise<TestSubgraph> {
  return startTestSubgraph(billingSubgraph, { faces });
}

/** What the gateway asks before it issues a passport. */
export const PASSPORT = `query ($tenantId: ID!) {
  _entitlements(tenantId: $tenantId) { plan features upgrades { feature cheapestGrant } limits { meter cap } } }`;
/** Changes the plan, and answers the plan after that. */
export const CHANGE = `mutation ($input: ChangePlanInput!) { changePlan(input: $input) { tenant { id plan { key version } } } }`;

interface Passport {
  readonly _entitlements: Record<string, unknown> | null;
}

/** A key that no other call has. */
export const anyKey = (): string => newId('key');

/** What a tenant is made with. */
export interface Provisioned {
  readonly edition?: string;
  readonly plan?: string;
  readonly trial?: boolean;
}

/** Tells, as tenancy would, that a tenant was made. */
export function tellProvisioned(
  test: TestSubgraph,
  tenantId: TenantId,
  { edition = 'test', plan = `${edition}:pro`, trial = false }: Provisioned = {},
): Promise<string> {
  const payload = { tenantId, slug: 'gym', edition, plan, trial, timeZone: 'Europe/Oslo' };
  return test.tell(TenantProvisioned, tenantId, payload);
}

/** What a tenant may use, as the gateway is told; null without a subscription. */
export async function passportOf(
  test: TestSubgraph,
  tenantId: TenantId,
): Promise<Record<string, unknown> | null> {
  const answer = await ask<Passport>(test.subgraph, gatewayCaller, PASSPORT, { tenantId });
  return answer._entitlements;
}

/** Waits until a tenant has a subscription. */
export async function untilSubscribed(test: TestSubgraph, tenantId: TenantId): Promise<void> {
  await vi.waitFor(
    async () => {
      if (!(await passportOf(test, tenantId))) throw new Error('The tenant is not subscribed yet.');
    },
    { timeout: 45_000, interval: 10 },
  );
}

/** A tenant that is subscribed. */
export async function givenSubscribed(
  test: TestSubgraph,
  provisioned: Provisioned = {},
): Promise<TestTenant> {
  const gym = newTenant(billingSubgraph, { edition: provisioned.edition ?? 'test' });
  await tellProvisioned(test, gym.tenant.id, provisioned);
  await untilSubscribed(test, gym.tenant.id);
  return gym;
}

/** A question about a tenant as the gateway asks it of billing. */
export function ofTenant(selection: string): string {
  return `query ($id: ID!) { _entities(representations: [{ __typename: "Tenant", id: $id }]) { ... on Tenant { ${selection} } } }`;
}

/** What billing says about the caller's tenant. */
export async function askTenant(test: TestSubgraph, caller: Caller, selection: string): Promise<unknown> {
  const { _entities } = await ask<{ _entities: unknown[] }>(test.subgraph, caller, ofTenant(selection), {
    id: caller.tenant?.id,
  });
  return _entities[0];
}

/** Changes the plan of the caller's tenant; the answer with its refusals. */
export function changePlan(test: TestSubgraph, caller: Caller, plan: string, idempotencyKey = anyKey()) {
  return test.subgraph.execute({ query: CHANGE, variables: { input: { plan, idempotencyKey } }, caller });
}
