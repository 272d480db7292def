import { EntitlementsTold } from '@freehold/billing/events';
import { on } from '@freehold/kernel/events/consumer/listener';
import { defineConcept } from '@freehold/kernel/subgraph/concept';
import { TenantProvisioned } from '@freehold/tenancy/events';
import { TenantCopy } from './tenant.entity.ts';
import { hearOfEntitlements, hearOfTenant } from './tenant.service.ts';

/** Whom this subgraph acts for when nobody asks: jobs and events come without a passport. */
export const tenantConcept = defineConcept({
  name: 'tenant',
  entities: [TenantCopy],
  listeners: [on(TenantProvisioned, hearOfTenant), on(EntitlementsTold, hearOfEntitlements)],
  permissions: {},
});
