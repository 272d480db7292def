import { defineConcept } from '@freehold/kernel/subgraph/concept';
import { referenceBy } from '@freehold/kernel/subgraph/schema/reference-by';
import { Offering } from './offering.entity.ts';
import { offeringActions, offeringPermissions } from './offering.permissions.ts';
import { OfferingResolver } from './offering.resolver.ts';
import { offeringById } from './offering.service.ts';

export const offeringConcept = defineConcept({
  name: 'offering',
  entities: [Offering],
  resolvers: [OfferingResolver],
  references: { Offering: referenceBy('off', offeringById) },
  actions: offeringActions,
  permissions: offeringPermissions,
});
