import { defineConcept } from '@freehold/kernel/subgraph/concept';
import { sessionCapacityPermissions } from './session-capacity.permissions.ts';
import { SessionCapacityResolver } from './session-capacity.resolver.ts';

/** Sessions that get more seats, or fewer. */
export const sessionCapacityConcept = defineConcept({
  name: 'session-capacity',
  resolvers: [SessionCapacityResolver],
  permissions: sessionCapacityPermissions,
});
