import { defineConcept } from '@freehold/kernel/subgraph/concept';
import { Strike } from './strike.entity.ts';
import { strikeActions, strikePermissions } from './strike.permissions.ts';
import { StrikeResolver } from './strike.resolver.ts';

export const strikeConcept = defineConcept({
  name: 'strike',
  entities: [Strike],
  resolvers: [StrikeResolver],
  actions: strikeActions,
  permissions: strikePermissions,
});
