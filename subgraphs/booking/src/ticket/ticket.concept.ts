import { defineConcept } from '@freehold/kernel/subgraph/concept';
import { referenceBy } from '@freehold/kernel/subgraph/schema/reference-by';
import { Ticket } from './ticket.entity.ts';
import { ticketActions, ticketPermissions } from './ticket.permissions.ts';
import { EventTicketsResolver, OrderTicketsResolver, TicketResolver } from './ticket.resolver.ts';
import { ticketById } from './ticket.service.ts';

export const ticketConcept = defineConcept({
  name: 'ticket',
  entities: [Ticket],
  resolvers: [TicketResolver, OrderTicketsResolver, EventTicketsResolver],
  references: { Ticket: referenceBy('tkt', ticketById) },
  actions: ticketActions,
  permissions: ticketPermissions,
});
