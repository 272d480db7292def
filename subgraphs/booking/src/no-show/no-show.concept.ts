import { defineConcept } from '@freehold/kernel/subgraph/concept';
import { runs } from '@freehold/kernel/subgraph/job-handler';
import { LookForAbsent } from '../booking/booking.jobs.ts';
import { lookForAbsent } from './look-for-absent.service.ts';

/** Bookings whose holders did not come, and what that costs them. */
export const noShowConcept = defineConcept({
  name: 'no-show',
  permissions: {},
  jobs: [runs(LookForAbsent, (ctx, { sessionId }) => lookForAbsent(ctx, sessionId))],
});
