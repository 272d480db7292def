import { anyone } from '@freehold/kernel/permissions/rules';
import { defineConcept } from '@freehold/kernel/subgraph/concept';
import { NodeResolver } from './node.resolver.ts';

/** Looking things up by their ids alone. The rules of their own fields say who may read what of them. */
export const nodeConcept = defineConcept({
  name: 'node',
  resolvers: [NodeResolver],
  permissions: { Query: { node: anyone } },
});
