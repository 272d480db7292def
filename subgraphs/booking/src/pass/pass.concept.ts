import { defineConcept } from '@freehold/kernel/subgraph/concept';
import { referenceBy } from '@freehold/kernel/subgraph/schema/reference-by';
import { CreditEntry } from './credit-entry.entity.ts';
import { Pass } from './pass.entity.ts';
import { passActions, passPermissions } from './pass.permissions.ts';
import { CreditEntryResolver, MemberPassesResolver, PassResolver, PassUseResolver } from './pass.resolver.ts';
import { passById } from './pass.service.ts';
import { PassUse } from './pass-use.entity.ts';

export const passConcept = defineConcept({
  name: 'pass',
  entities: [Pass, PassUse, CreditEntry],
  resolvers: [PassResolver, PassUseResolver, CreditEntryResolver, MemberPassesResolver],
  references: { Pass: referenceBy('pss', passById) },
  actions: passActions,
  permissions: passPermissions,
});
