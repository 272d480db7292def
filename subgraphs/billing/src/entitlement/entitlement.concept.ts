import { defineConcept } from '@freehold/kernel/subgraph/concept';
import { entitlementPermissions } from './entitlement.permissions.ts';
import { EntitlementResolver, PassportEntitlementsResolver } from './entitlement.resolver.ts';

export const entitlementConcept = defineConcept({
  name: 'entitlement',
  resolvers: [EntitlementResolver, PassportEntitlementsResolver],
  permissions: entitlementPermissions,
});
