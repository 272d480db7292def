import { defineConcept } from '@freehold/kernel/subgraph/concept';
import { within } from '@freehold/kernel/subgraph/within';
import { BookingReplaced } from '../booking/booking.events.ts';
import { Job } from './job.entity.ts';
import { jobActions, jobPermissions } from './job.permissions.ts';
import { BookingJobResolver, JobResolver } from './job.resolver.ts';
import { handJobOn } from './job.service.ts';

/** Work at an address of the customer's: what such a booking has of its own. */
export const jobConcept = defineConcept({
  name: 'job',
  entities: [Job],
  resolvers: [JobResolver, BookingJobResolver],
  reactions: [within(BookingReplaced, handJobOn)],
  actions: jobActions,
  permissions: jobPermissions,
});
