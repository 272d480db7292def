import { ADMINS, STAFF } from '@freehold/kernel/caller/role';
import type { Actions } from '@freehold/kernel/permissions/actions';
import { anyone, can, type Permissions } from '@freehold/kernel/permissions/rules';
import { connectionPermissions } from '@freehold/kernel/subgraph/schema/connection';

export const offeringActions = {
  'offering.create': ADMINS,
  'offering.change': ADMINS,
  'offering.readTerms': STAFF,
} satisfies Actions;

const changes = can('offering.change');

/** What a tenant offers stands on its public page. */
export const offeringPermissions: Permissions = {
  Query: { offerings: anyone },
  Mutation: {
    createOffering: can('offering.create'),
    updateOffering: changes,
    archiveOffering: changes,
    restoreOffering: changes,
  },
  Offering: {
    id: anyone,
    name: anyone,
    description: anyone,
    kind: anyone,
    durationMinutes: anyone,
    capacity: anyone,
    price: anyone,
    resource: anyone,
    pool: anyone,
    bufferBeforeMinutes: can('offering.readTerms'),
    bufferAfterMinutes: can('offering.readTerms'),
    furtherNeeds: anyone,
    needsApproval: anyone,
    taxCode: can('offering.readTerms'),
    archivedAt: anyone,
  },
  OfferingNeed: {
    resource: anyone,
    pool: anyone,
    bufferBeforeMinutes: can('offering.readTerms'),
    bufferAfterMinutes: can('offering.readTerms'),
  },
  ChangeOfferingPayload: { offering: changes },
  CreateOfferingPayload: { offering: can('offering.create') },
  ...connectionPermissions('Offering', anyone),
};
