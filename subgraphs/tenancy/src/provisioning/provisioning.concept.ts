import { defineConcept } from '@freehold/kernel/subgraph/concept';
import { provisioningPermissions } from './provisioning.permissions.ts';
import { ProvisioningResolver } from './provisioning.resolver.ts';

export const provisioningConcept = defineConcept({
  name: 'provisioning',
  resolvers: [ProvisioningResolver],
  permissions: provisioningPermissions,
});
