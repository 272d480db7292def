import { defineConcept } from '@freehold/kernel/subgraph/concept';
import { referenceBy } from '@freehold/kernel/subgraph/schema/reference-by';
import { CheckInList } from './check-in-list.entity.ts';
import { checkInListActions, checkInListPermissions } from './check-in-list.permissions.ts';
import { CheckInListResolver, EventCheckInListsResolver } from './check-in-list.resolver.ts';
import { checkInListById } from './check-in-list.service.ts';
import { CheckInListProduct } from './check-in-list-product.entity.ts';

export const checkInListConcept = defineConcept({
  name: 'check-in-list',
  entities: [CheckInList, CheckInListProduct],
  resolvers: [CheckInListResolver, EventCheckInListsResolver],
  references: { CheckInList: referenceBy('cil', checkInListById) },
  actions: checkInListActions,
  permissions: checkInListPermissions,
});
