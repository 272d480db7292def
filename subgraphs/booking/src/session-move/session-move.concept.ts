import { defineConcept } from '@freehold/kernel/subgraph/concept';
import { sessionMovePermissions } from './session-move.permissions.ts';
import { SessionMoveResolver } from './session-move.resolver.ts';

/** Sessions that begin at another time. */
export const sessionMoveConcept = defineConcept({
  name: 'session-move',
  resolvers: [SessionMoveResolver],
  permissions: sessionMovePermissions,
});
