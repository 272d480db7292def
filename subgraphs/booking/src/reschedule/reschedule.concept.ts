import { defineConcept } from '@freehold/kernel/subgraph/concept';
import { reschedulePermissions } from './reschedule.permissions.ts';
import { RescheduleResolver } from './reschedule.resolver.ts';

/** Moving a booking to another session or another time. */
export const rescheduleConcept = defineConcept({
  name: 'reschedule',
  resolvers: [RescheduleResolver],
  permissions: reschedulePermissions,
});
