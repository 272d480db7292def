import { anyOf, anyone, can, isOwn, type Permissions, signedIn } from '@freehold/kernel/permissions/rules';
import { Ticket } from '../ticket/ticket.entity.ts';
import { TicketHandover } from './handover.entity.ts';

const opener = isOwn(TicketHandover, ({ openedBy }, member) => openedBy === member.id);

/** The secret is all that its bearer needs to see what it gives; who gave it away is told to nobody. */
export const handoverPermissions: Permissions = {
  Query: { ticketHandover: anyone },
  Mutation: {
    openTicketHandover: can('ticket.change'),
    withdrawTicketHandover: can('ticket.change'),
    claimTicket: can('ticket.change'),
    mailTicketHandover: can('ticket.change'),
  },
  Ticket: {
    handover: anyOf(
      can('ticket.read'),
      isOwn(Ticket, (ticket, member) => ticket.holderId === member.id),
    ),
  },
  TicketHandover: {
    id: anyone,
    status: anyone,
    expiresAt: anyone,
    event: anyone,
    product: anyone,
    recipient: opener,
    mails: opener,
    mailedAt: opener,
  },
  MailTicketHandoverPayload: { handover: signedIn },
  OpenTicketHandoverPayload: { handover: signedIn, path: signedIn },
  WithdrawTicketHandoverPayload: { handover: signedIn },
  ClaimTicketPayload: { ticket: signedIn },
};
