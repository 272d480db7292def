import 'reflect-metadata';
import { defineSubgraph } from '@freehold/kernel/subgraph/concept';
import { catalogConcept } from './catalog/catalog.concept.ts';
import { entitlementConcept } from './entitlement/entitlement.concept.ts';
import { meterConcept } from './meter/meter.concept.ts';
import { planConcept } from './plan/plan.concept.ts';
import { referencesConcept } from './references/references.concept.ts';
import { subscriptionConcept } from './subscription/subscription.concept.ts';

/** What is sold, what a tenant has bought of it, and what it may use for that. Concepts from the oldest to the youngest. */
export const billingSubgraph = defineSubgraph({
  name: 'billing',
  concepts: [
    referencesConcept,
    catalogConcept,
    planConcept,
    subscriptionConcept,
    entitlementConcept,
    meterConcept,
  ],
  migrations: new URL('./migrations/', import.meta.url),
  uses: { jobs: true },
});
