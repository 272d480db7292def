import { defineConcept } from '@freehold/kernel/subgraph/concept';
import { repeats, runs } from '@freehold/kernel/subgraph/job-handler';
import { DeliverNotifications } from '../notification/notification.jobs.ts';
import { deliverDue } from './deliver.service.ts';
import { ForgetOldTexts } from './delivery.jobs.ts';
import { forgetOldTexts } from './retention.service.ts';

/** How messages leave the house, and when what they said is forgotten. */
export const deliveryConcept = defineConcept({
  name: 'delivery',
  permissions: {},
  jobs: [
    // Nobody is told that a message left; that an SMS gave its unit back is seen within a second.
    runs(DeliverNotifications, deliverDue, { isQuiet: true }),
    repeats(ForgetOldTexts, { everyHours: 24 }, forgetOldTexts),
  ],
});
