import { on } from '@freehold/kernel/events/consumer';
import { defineConcept } from '@freehold/kernel/subgraph/concept';
import { TenantProvisioned } from '../events.ts';
import { provisioningPermissions } from './provisioning.permissions.ts';
import { ProvisioningResolver } from './provisioning.resolver.ts';

export const provisioningConcept = defineConcept({
  name: 'provisioning',
  resolvers: [ProvisioningResolver],
  permissions: provisioningPermissions,
  listeners: [
    on(TenantProvisioned, (em, { tenantId }, surroundings) => surroundings.beginRepeating(em, tenantId)),
  ],
});
