import 'reflect-metadata';
import { defineSubgraph } from '@freehold/kernel/subgraph/concept';
import { bookingConcept } from './booking/booking.concept.ts';
import { offeringConcept } from './offering/offering.concept.ts';
import { referencesConcept } from './references/references.concept.ts';
import { resourceConcept } from './resource/resource.concept.ts';
import { sessionConcept } from './session/session.concept.ts';

/** What can be booked, when, and by whom. Concepts from the oldest to the youngest. */
export const bookingSubgraph = defineSubgraph({
  name: 'booking',
  concepts: [referencesConcept, resourceConcept, offeringConcept, sessionConcept, bookingConcept],
  migrations: new URL('./migrations/', import.meta.url),
  uses: { metering: true },
});
