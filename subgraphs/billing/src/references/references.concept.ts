import { anyone } from '@freehold/kernel/permissions/rules';
import { defineConcept } from '@freehold/kernel/subgraph/concept';
import { moneyPermissions } from '@freehold/kernel/subgraph/schema/money-type';
import { findTenant, Tenant } from './tenant.reference.ts';

/** Entities of other subgraphs that this one hangs fields on. An id alone tells nothing. */
export const referencesConcept = defineConcept({
  name: 'references',
  foreignTypes: [Tenant],
  references: { Tenant: findTenant },
  permissions: { Tenant: { id: anyone }, ...moneyPermissions },
});
