import { defineConcept } from '@freehold/kernel/subgraph/concept';
import { availabilityPermissions } from './availability.permissions.ts';
import { AvailabilityResolver } from './availability.resolver.ts';

/** When an offering can be booked: opening hours less what is taken. It keeps nothing of its own. */
export const availabilityConcept = defineConcept({
  name: 'availability',
  resolvers: [AvailabilityResolver],
  permissions: availabilityPermissions,
});
