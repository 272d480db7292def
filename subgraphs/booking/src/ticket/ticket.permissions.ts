import { MEMBERS, STAFF } from '@freehold/kernel/caller/role';
import type { Actions } from '@freehold/kernel/permissions/actions';
import { anyOf, can, isOwn, type Permissions, signedIn } from '@freehold/kernel/permissions/rules';
import { connectionPermissions } from '@freehold/kernel/subgraph/schema/connection';
import { Order } from '../order/order.entity.ts';
import { Ticket } from './ticket.entity.ts';

export const ticketActions = {
  'ticket.read': STAFF,
  'ticket.change': MEMBERS,
  'ticket.changeAny': STAFF,
} satisfies Actions;

const staffOrHolder = anyOf(
  can('ticket.read'),
  isOwn(Ticket, (ticket, member) => ticket.holderId === member.id),
);
const staffOrBuyer = anyOf(
  can('ticket.read'),
  isOwn(Ticket, (ticket, member) => ticket.buyerId === member.id),
);
const staffHolderOrBuyer = anyOf(staffOrHolder, staffOrBuyer);

/** The code lets somebody in: it is for the holder and the staff, and no longer for a buyer who handed it on. */
export const ticketPermissions: Permissions = {
  Query: { ticket: signedIn, myTickets: signedIn },
  Mutation: { transferTicket: can('ticket.change'), reissueTicket: can('ticket.change') },
  Order: {
    tickets: anyOf(
      can('ticket.read'),
      isOwn(Order, (order, member) => order.customerId === member.id),
    ),
  },
  Event: { tickets: can('ticket.read') },
  Ticket: {
    id: staffHolderOrBuyer,
    event: staffHolderOrBuyer,
    product: staffHolderOrBuyer,
    order: staffOrBuyer,
    holder: staffHolderOrBuyer,
    version: staffHolderOrBuyer,
    issuedAt: staffHolderOrBuyer,
    status: staffHolderOrBuyer,
    qr: staffOrHolder,
    ticketPng: staffOrHolder,
    ticketPdf: staffOrHolder,
  },
  TransferTicketPayload: { ticketId: signedIn },
  ReissueTicketPayload: { ticket: signedIn },
  ...connectionPermissions('Ticket', signedIn),
};
