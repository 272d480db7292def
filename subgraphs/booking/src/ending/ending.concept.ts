import { defineConcept } from '@freehold/kernel/subgraph/concept';
import { endingActions, endingPermissions } from './ending.permissions.ts';
import { EndingResolver } from './ending.resolver.ts';

/** How bookings and sessions are decided on, given back and called off. */
export const endingConcept = defineConcept({
  name: 'ending',
  resolvers: [EndingResolver],
  actions: endingActions,
  permissions: endingPermissions,
});
