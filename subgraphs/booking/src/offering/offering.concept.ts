import { defineConcept } from '@freehold/kernel/subgraph/concept';
import { referenceBy } from '@freehold/kernel/subgraph/schema/reference-by';
import { Offering } from './offering.entity.ts';
import { offeringActions, offeringPermissions } from './offering.permissions.ts';
import { OfferingResolver } from './offering.resolver.ts';
import { offeringById } from './offering.service.ts';
import { OfferingNeed } from './offering-need.entity.ts';
import { OfferingNeedResolver } from './offering-need.resolver.ts';

export const offeringConcept = defineConcept({
  name: 'offering',
  entities: [Offering, OfferingNeed],
  resolvers: [OfferingResolver, OfferingNeedResolver],
  references: { Offering: referenceBy('off', offeringById) },
  actions: offeringActions,
  permissions: offeringPermissions,
});
