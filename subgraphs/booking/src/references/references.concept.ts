import { anyone } from '@freehold/kernel/permissions/rules';
import { defineConcept } from '@freehold/kernel/subgraph/concept';
import { pageInfoPermissions } from '@freehold/kernel/subgraph/schema/connection';
import { moneyPermissions } from '@freehold/kernel/subgraph/schema/money-type';
import { findMember, Member } from './member.reference.ts';
import { findTenant, Tenant } from './tenant.reference.ts';

/** Entities of other subgraphs that this one hangs fields on or points at. An id alone tells nothing. */
export const referencesConcept = defineConcept({
  name: 'references',
  foreignTypes: [Tenant, Member],
  references: { Tenant: findTenant, Member: findMember },
  permissions: {
    Tenant: { id: anyone },
    Member: { id: anyone },
    ...pageInfoPermissions,
    ...moneyPermissions,
  },
});
