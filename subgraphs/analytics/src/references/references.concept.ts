import { anyone } from '@freehold/kernel/permissions/rules';
import { defineConcept } from '@freehold/kernel/subgraph/concept';
import { findMeter, Meter } from './meter.reference.ts';
import { findTenant, Tenant } from './tenant.reference.ts';

/** Entities of other subgraphs that this one hangs fields on. A key alone tells nothing. */
export const referencesConcept = defineConcept({
  name: 'references',
  foreignTypes: [Tenant, Meter],
  references: { Tenant: findTenant, Meter: findMeter },
  permissions: { Tenant: { id: anyone }, Meter: { key: anyone } },
});
