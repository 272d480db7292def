import { defineConcept } from '@freehold/kernel/subgraph/concept';
import { Policy } from './policy.entity.ts';
import { policyActions, policyPermissions } from './policy.permissions.ts';
import { PolicyResolver } from './policy.resolver.ts';

export const policyConcept = defineConcept({
  name: 'policy',
  entities: [Policy],
  resolvers: [PolicyResolver],
  actions: policyActions,
  permissions: policyPermissions,
});
