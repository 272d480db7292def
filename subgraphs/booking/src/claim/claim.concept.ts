import { defineConcept } from '@freehold/kernel/subgraph/concept';
import { Claim } from './claim.entity.ts';

/** Which resource is taken when; known to the other concepts alone. */
export const claimConcept = defineConcept({ name: 'claim', entities: [Claim], permissions: {} });
