import { defineConcept } from '@freehold/kernel/subgraph/concept';
import { referenceBy } from '@freehold/kernel/subgraph/schema/reference-by';
import { Host } from './host.entity.ts';
import { Tenant } from './tenant.entity.ts';
import { tenantActions, tenantPermissions } from './tenant.permissions.ts';
import { TenantResolver } from './tenant.resolver.ts';
import { tenantById } from './tenant.service.ts';

export const tenantConcept = defineConcept({
  name: 'tenant',
  entities: [Tenant, Host],
  resolvers: [TenantResolver],
  references: { Tenant: referenceBy('tnt', tenantById) },
  actions: tenantActions,
  permissions: tenantPermissions,
});
