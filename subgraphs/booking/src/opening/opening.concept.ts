import { defineConcept } from '@freehold/kernel/subgraph/concept';
import { OpeningException, WeeklyHours } from './opening.entity.ts';
import { openingActions, openingPermissions } from './opening.permissions.ts';
import { LocationOpeningResolver, OpeningResolver, ResourceOpeningResolver } from './opening.resolver.ts';

/** When resources and locations are open: the hours of each week, and days that differ. */
export const openingConcept = defineConcept({
  name: 'opening',
  entities: [WeeklyHours, OpeningException],
  resolvers: [OpeningResolver, ResourceOpeningResolver, LocationOpeningResolver],
  actions: openingActions,
  permissions: openingPermissions,
});
