import { defineConcept } from '@freehold/kernel/subgraph/concept';
import { intervalPermissions } from './interval.permissions.ts';
import { IntervalResolver } from './interval.resolver.ts';

/** Booking a time of one's own choice: an appointment, a room, a job. */
export const intervalConcept = defineConcept({
  name: 'interval',
  resolvers: [IntervalResolver],
  permissions: intervalPermissions,
});
