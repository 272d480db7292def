import { defineConcept } from '@freehold/kernel/subgraph/concept';
import { Session } from './session.entity.ts';
import { sessionPermissions } from './session.permissions.ts';
import { SessionResolver } from './session.resolver.ts';
import { SignInAttempt } from './sign-in-attempt.entity.ts';

export const sessionConcept = defineConcept({
  name: 'session',
  entities: [Session, SignInAttempt],
  resolvers: [SessionResolver],
  permissions: sessionPermissions,
});
