import { defineConcept } from '@freehold/kernel/subgraph/concept';
import { Override } from './override.entity.ts';
import { overridePermissions } from './override.permissions.ts';
import { OverrideResolver } from './override.resolver.ts';

export const overrideConcept = defineConcept({
  name: 'override',
  entities: [Override],
  resolvers: [OverrideResolver],
  permissions: overridePermissions,
});
