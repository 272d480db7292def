import 'reflect-metadata';
import { defineSubgraph } from '@freehold/kernel/subgraph/concept';
import { calendarConcept } from './calendar/calendar.concept.ts';
import { measureConcept } from './measure/measure.concept.ts';
import { referencesConcept } from './references/references.concept.ts';
import { usageConcept } from './usage/usage.concept.ts';

/** What was used and what happened, counted from events alone. Concepts from the oldest to the youngest. */
export const analyticsSubgraph = defineSubgraph({
  name: 'analytics',
  concepts: [referencesConcept, calendarConcept, usageConcept, measureConcept],
  migrations: new URL('./migrations/', import.meta.url),
  uses: { jobs: true },
});
