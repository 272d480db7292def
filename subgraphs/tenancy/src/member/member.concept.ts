import { defineConcept } from '@freehold/kernel/subgraph/concept';
import { referenceBy } from '@freehold/kernel/subgraph/schema/reference-by';
import { Identity } from './identity.entity.ts';
import { Member } from './member.entity.ts';
import { memberActions, memberPermissions } from './member.permissions.ts';
import { MemberResolver } from './member.resolver.ts';
import { memberById } from './member.service.ts';

export const memberConcept = defineConcept({
  name: 'member',
  entities: [Identity, Member],
  resolvers: [MemberResolver],
  references: { Member: referenceBy('mbr', memberById) },
  actions: memberActions,
  permissions: memberPermissions,
});
