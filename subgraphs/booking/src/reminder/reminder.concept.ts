import { defineConcept } from '@freehold/kernel/subgraph/concept';
import { runs } from '@freehold/kernel/subgraph/job-handler';
import { concluding } from '@freehold/kernel/subgraph/within';
import { planReminders, REMINDED_OF, remindOfSession } from './remind.service.ts';
import { RemindOfSession } from './reminder.jobs.ts';

/** Reminding customers of what they have booked, a day and two hours before. */
export const reminderConcept = defineConcept({
  name: 'reminder',
  permissions: {},
  conclusions: [concluding(REMINDED_OF, planReminders)],
  jobs: [runs(RemindOfSession, remindOfSession)],
});
