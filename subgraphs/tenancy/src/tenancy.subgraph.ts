import 'reflect-metadata';
import { defineSubgraph } from '@freehold/kernel/subgraph/concept';
import { memberConcept } from './member/member.concept.ts';
import { provisioningConcept } from './provisioning/provisioning.concept.ts';
import { sessionConcept } from './session/session.concept.ts';
import { tenantConcept } from './tenant/tenant.concept.ts';

/** Companies on the platform, the people in them, and how these sign in. Concepts from the oldest to the youngest. */
export const tenancySubgraph = defineSubgraph({
  name: 'tenancy',
  concepts: [tenantConcept, memberConcept, provisioningConcept, sessionConcept],
  migrations: new URL('./migrations/', import.meta.url),
  uses: { metering: true, jobs: true },
});
