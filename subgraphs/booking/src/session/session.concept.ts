import { defineConcept } from '@freehold/kernel/subgraph/concept';
import { referenceBy } from '@freehold/kernel/subgraph/schema/reference-by';
import { Session } from './session.entity.ts';
import { sessionActions, sessionPermissions } from './session.permissions.ts';
import { SessionResolver } from './session.resolver.ts';
import { sessionById } from './session.service.ts';

export const sessionConcept = defineConcept({
  name: 'session',
  entities: [Session],
  resolvers: [SessionResolver],
  references: { Session: referenceBy('ssn', sessionById) },
  actions: sessionActions,
  permissions: sessionPermissions,
});
