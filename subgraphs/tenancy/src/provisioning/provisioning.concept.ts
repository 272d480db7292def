import { on } from '@freehold/kernel/events/consumer/listener';
import { defineConcept } from '@freehold/kernel/subgraph/concept';
import { TenantProvisioned } from '../events.ts';
import { provisioningPermissions } from './provisioning.permissions.ts';
import { ProvisioningResolver } from './provisioning.resolver.ts';

export const provisioningConcept = defineConcept({
  name: 'provisioning',
  resolvers: [ProvisioningResolver],
  permissions: provisioningPermissions,
  // That it is applied is enough: with the first event of a tenant begins what is done for it again and again.
  listeners: [on(TenantProvisioned, () => Promise.resolve())],
});
