import { defineConcept } from '@freehold/kernel/subgraph/concept';
import { TicketHandover } from './handover.entity.ts';
import { handoverPermissions } from './handover.permissions.ts';
import { HandoverResolver, TicketHandoverResolver } from './handover.resolver.ts';

/** Tickets that are given away by a link. */
export const handoverConcept = defineConcept({
  name: 'handover',
  entities: [TicketHandover],
  resolvers: [HandoverResolver, TicketHandoverResolver],
  permissions: handoverPermissions,
});
