import { on } from '@freehold/kernel/events/consumer/listener';
import { defineConcept } from '@freehold/kernel/subgraph/concept';
import { EntitlementsChanged } from '../events.ts';
import { entitlementPermissions } from './entitlement.permissions.ts';
import { EntitlementResolver, PassportEntitlementsResolver } from './entitlement.resolver.ts';
import { tellEntitlements } from './entitlement.service.ts';

export const entitlementConcept = defineConcept({
  name: 'entitlement',
  resolvers: [EntitlementResolver, PassportEntitlementsResolver],
  permissions: entitlementPermissions,
  // By a listener on our own event, so that whatever changes entitlements says only that it did.
  listeners: [
    on(EntitlementsChanged, (em, { tenantId }, surroundings) => tellEntitlements(em, tenantId, surroundings)),
  ],
});
