import { defineConcept } from '@freehold/kernel/subgraph/concept';
import { Hold } from './hold.entity.ts';
import { holdActions, holdPermissions } from './hold.permissions.ts';
import { HoldResolver, SessionSeatsResolver } from './hold.resolver.ts';

export const holdConcept = defineConcept({
  name: 'hold',
  entities: [Hold],
  resolvers: [HoldResolver, SessionSeatsResolver],
  actions: holdActions,
  permissions: holdPermissions,
});
