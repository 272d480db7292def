import type { Context } from '@freehold/kernel/subgraph/context';
import {
  type Connection,
  ConnectionArgs,
  connectionOf,
  toConnection,
} from '@freehold/kernel/subgraph/schema/connection';
import { parseInput } from '@freehold/kernel/subgraph/schema/parse-input';
import { Arg, Args, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import { Event } from '../event/event.entity.ts';
import { eventById } from '../event/event.service.ts';
import { Order } from '../order/order.entity.ts';
import { orderById } from '../order/order.service.ts';
import { Member } from '../references/member.reference.ts';
import { TicketProduct } from '../ticket-product/ticket-product.entity.ts';
import { ticketProductById } from '../ticket-product/ticket-product.service.ts';
import { TICKET_STATUSES, Ticket, type TicketStatus } from './ticket.entity.ts';
import {
  ReissueTicketInput,
  ReissueTicketPayload,
  TransferTicketInput,
  TransferTicketPayload,
  ticketIdSchema,
  transferTicketSchema,
} from './ticket.input.ts';
import {
  codeOf,
  findTicket,
  listMyTickets,
  listTicketsOfEvent,
  listTicketsOfOrder,
  reissueTicket,
  statusOfTicket,
  transferTicket,
} from './ticket.service.ts';
import { ticketPdf, ticketPng } from './ticket-print.service.ts';

const TicketConnection = connectionOf(Ticket, 'Ticket');

@Resolver(() => Ticket)
export class TicketResolver {
  @Query(() => Ticket, {
    description: 'A ticket, for its holder, its buyer and the staff. Errors: INVALID, NOT_FOUND.',
  })
  ticket(@Ctx() ctx: Context, @Arg('id', () => ID) id: string): Promise<Ticket> {
    return findTicket(ctx, parseInput(ticketIdSchema, { ticketId: id }).ticketId);
  }

  @Query(() => TicketConnection, {
    description: 'The tickets that the member who asks holds, newest first. Errors: INVALID.',
  })
  async myTickets(
    @Ctx() ctx: Context,
    @Args(() => ConnectionArgs) args: ConnectionArgs,
  ): Promise<Connection<Ticket>> {
    return toConnection(await listMyTickets(ctx, args));
  }

  @FieldResolver(() => Event, { description: 'The event that it admits to.' })
  event(@Root() ticket: Ticket, @Ctx() ctx: Context): Promise<Event> {
    return ctx.load(eventById, ticket.event.id);
  }

  @FieldResolver(() => TicketProduct, { description: 'What kind of ticket it is.' })
  product(@Root() ticket: Ticket, @Ctx() ctx: Context): Promise<TicketProduct> {
    return ctx.load(ticketProductById, ticket.product.id);
  }

  @FieldResolver(() => Order, { description: 'The order that it is of.' })
  order(@Root() ticket: Ticket, @Ctx() ctx: Context): Promise<Order> {
    return ctx.load(orderById, ticket.order.id);
  }

  @FieldResolver(() => Member, { description: 'Who holds it.' })
  holder(@Root() ticket: Ticket): Member {
    return Member.of(ticket.holderId);
  }

  @FieldResolver(() => TICKET_STATUSES, { description: 'Where it stands.' })
  status(@Root() ticket: Ticket, @Ctx() ctx: Context): Promise<TicketStatus> {
    return statusOfTicket(ctx, ticket);
  }

  @FieldResolver(() => String, {
    nullable: true,
    description:
      'Its code, to be shown as a QR code: a signed token of about 400 characters. None when it is revoked.',
  })
  qr(@Root() ticket: Ticket, @Ctx() ctx: Context): Promise<string | null> {
    return codeOf(ctx, ticket);
  }

  @FieldResolver(() => String, {
    nullable: true,
    description: 'Its QR code as a data URL of a PNG. None when it is revoked.',
  })
  ticketPng(@Root() ticket: Ticket, @Ctx() ctx: Context): Promise<string | null> {
    return ticketPng(ctx, ticket);
  }

  @FieldResolver(() => String, {
    nullable: true,
    description: 'The ticket as a PDF of one page, in base64. None when it is revoked.',
  })
  ticketPdf(@Root() ticket: Ticket, @Ctx() ctx: Context): Promise<string | null> {
    return ticketPdf(ctx, ticket);
  }

  @Mutation(() => TransferTicketPayload, {
    description:
      'Hands a ticket on to another member; its earlier codes admit nobody. Errors: INVALID, NOT_FOUND, TICKET_REVOKED, EVENT_CANCELED, EVENT_ENDED, IDEMPOTENCY_CONFLICT.',
  })
  async transferTicket(
    @Ctx() ctx: Context,
    @Arg('input', () => TransferTicketInput) input: TransferTicketInput,
  ): Promise<TransferTicketPayload> {
    const { ticketId, toMemberId } = parseInput(transferTicketSchema, input);
    return { ticketId: await transferTicket(ctx, ticketId, toMemberId, input.idempotencyKey) };
  }

  @Mutation(() => ReissueTicketPayload, {
    description:
      'Makes a ticket out anew; its earlier codes admit nobody. Errors: INVALID, NOT_FOUND, TICKET_REVOKED, EVENT_CANCELED, EVENT_ENDED, IDEMPOTENCY_CONFLICT.',
  })
  async reissueTicket(
    @Ctx() ctx: Context,
    @Arg('input', () => ReissueTicketInput) input: ReissueTicketInput,
  ): Promise<ReissueTicketPayload> {
    const { ticketId } = parseInput(ticketIdSchema, input);
    return { ticket: await reissueTicket(ctx, ticketId, input.idempotencyKey) };
  }
}

/** Tickets seen from their order. */
@Resolver(() => Order)
export class OrderTicketsResolver {
  @FieldResolver(() => TicketConnection, { description: 'Its tickets, newest first. Errors: INVALID.' })
  async tickets(
    @Root() order: Order,
    @Ctx() ctx: Context,
    @Args(() => ConnectionArgs) args: ConnectionArgs,
  ): Promise<Connection<Ticket>> {
    return toConnection(await listTicketsOfOrder(ctx, order.id, args));
  }
}

/** Tickets seen from their event. */
@Resolver(() => Event)
export class EventTicketsResolver {
  @FieldResolver(() => TicketConnection, { description: 'The tickets to it, newest first. Errors: INVALID.' })
  async tickets(
    @Root() event: Event,
    @Ctx() ctx: Context,
    @Args(() => ConnectionArgs) args: ConnectionArgs,
  ): Promise<Connection<Ticket>> {
    return toConnection(await listTicketsOfEvent(ctx, event.id, args));
  }
}
