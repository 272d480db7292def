import { z } from 'zod';
import { type DemoApi, until } from './demo-api.ts';
import type { DemoTenant } from './demo-face.ts';
import { DEMO_PASSWORD } from './demo-people.ts';

const PROVISION = {
  query: `mutation Provision($input: _ProvisionTenantInput!) { _provisionTenant(input: $input) { tenantId } }`,
  answer: z.object({ _provisionTenant: z.object({ tenantId: z.string() }) }),
};
const ENTITLEMENTS = {
  query: 'query Entitlements($tenantId: ID!) { _entitlements(tenantId: $tenantId) { plan } }',
  answer: z.object({ _entitlements: z.object({ plan: z.string() }).nullable() }),
};

/** Makes a demo tenant with its people unless it is there; its id. */
export async function provisionDemoTenant(api: DemoApi, tenant: DemoTenant): Promise<string> {
  const { schedule: _, people, ...facts } = tenant;
  const input = { ...facts, people: people.map((person) => ({ ...person, password: DEMO_PASSWORD })) };
  const { _provisionTenant } = await api.askInside('tenancy', { ...PROVISION, variables: { input } });
  return _provisionTenant.tenantId;
}

/** Waits until billing has heard of a tenant and given it its plan: without one nothing may be made. */
export async function waitForPlan(api: DemoApi, { name }: DemoTenant, tenantId: string): Promise<void> {
  await until(`${name} did not get its plan.`, async () => {
    const answer = await api.askInside('billing', { ...ENTITLEMENTS, variables: { tenantId } });
    return answer._entitlements;
  });
}
