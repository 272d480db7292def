import type { Context } from '@freehold/kernel/subgraph/context';
import { parseInput } from '@freehold/kernel/subgraph/schema/parse-input';
import { Arg, Ctx, FieldResolver, Mutation, Query, Resolver, Root } from 'type-graphql';
import { Event } from '../event/event.entity.ts';
import { eventById } from '../event/event.service.ts';
import { Ticket } from '../ticket/ticket.entity.ts';
import { ticketById } from '../ticket/ticket.service.ts';
import { TicketProduct } from '../ticket-product/ticket-product.entity.ts';
import { ticketProductById } from '../ticket-product/ticket-product.service.ts';
import { HANDOVER_STATUSES, type HandoverStatus, TicketHandover } from './handover.entity.ts';
import {
  ClaimTicketInput,
  ClaimTicketPayload,
  handoverIdSchema,
  handoverSecretSchema,
  MailTicketHandoverInput,
  MailTicketHandoverPayload,
  OpenTicketHandoverInput,
  OpenTicketHandoverPayload,
  openHandoverSchema,
  WithdrawTicketHandoverInput,
  WithdrawTicketHandoverPayload,
} from './handover.input.ts';
import {
  claimTicket,
  findHandover,
  mailHandover,
  openHandover,
  openHandoverOf,
  statusOfHandover,
  withdrawHandover,
} from './handover.service.ts';

@Resolver(() => TicketHandover)
export class HandoverResolver {
  @Query(() => TicketHandover, {
    description: 'What the link of a ticket gives to whoever has it. Errors: INVALID, NOT_FOUND.',
  })
  ticketHandover(@Ctx() ctx: Context, @Arg('secret', () => String) secret: string): Promise<TicketHandover> {
    return findHandover(ctx, parseInput(handoverSecretSchema, { secret }).secret);
  }

  @FieldResolver(() => HANDOVER_STATUSES, { description: 'Where it stands.' })
  status(@Root() handover: TicketHandover, @Ctx() ctx: Context): Promise<HandoverStatus> {
    return statusOfHandover(ctx, handover);
  }

  @FieldResolver(() => Event, { description: 'The event that the ticket admits to.' })
  async event(@Root() handover: TicketHandover, @Ctx() ctx: Context): Promise<Event> {
    const ticket = await ctx.load(ticketById, handover.ticket.id);
    return ctx.load(eventById, ticket.event.id);
  }

  @FieldResolver(() => TicketProduct, { description: 'What kind of ticket it is.' })
  async product(@Root() handover: TicketHandover, @Ctx() ctx: Context): Promise<TicketProduct> {
    const ticket = await ctx.load(ticketById, handover.ticket.id);
    return ctx.load(ticketProductById, ticket.product.id);
  }

  @Mutation(() => OpenTicketHandoverPayload, {
    description:
      'Makes a link by which whoever has it may claim a ticket, once and within 7 days; earlier links of the ticket are withdrawn. Until it is claimed, the ticket stays with its holder. With a recipient the link is mailed there, by plans that have mails; 20 mails of one member in 24 hours at most. Errors: INVALID, NOT_FOUND, PLAN_UPGRADE_REQUIRED, HANDOVER_MAIL_LIMIT, UNAVAILABLE, TICKET_REVOKED, EVENT_CANCELED, EVENT_ENDED, IDEMPOTENCY_CONFLICT.',
  })
  openTicketHandover(
    @Ctx() ctx: Context,
    @Arg('input', () => OpenTicketHandoverInput) input: OpenTicketHandoverInput,
  ): Promise<OpenTicketHandoverPayload> {
    return openHandover(ctx, parseInput(openHandoverSchema, input), input.idempotencyKey);
  }

  @Mutation(() => MailTicketHandoverPayload, {
    description:
      'Mails a link to its recipient once more: three times in all, ten minutes apart, by whoever opened it. Errors: INVALID, NOT_FOUND, PLAN_UPGRADE_REQUIRED, HANDOVER_MAIL_LIMIT, UNAVAILABLE, HANDOVER_ENDED, TICKET_REVOKED, EVENT_CANCELED, EVENT_ENDED, IDEMPOTENCY_CONFLICT.',
  })
  async mailTicketHandover(
    @Ctx() ctx: Context,
    @Arg('input', () => MailTicketHandoverInput) input: MailTicketHandoverInput,
  ): Promise<MailTicketHandoverPayload> {
    const { handoverId } = parseInput(handoverIdSchema, input);
    return { handover: await mailHandover(ctx, handoverId, input.idempotencyKey) };
  }

  @Mutation(() => WithdrawTicketHandoverPayload, {
    description:
      'Takes a handover back: its link is good for nothing. Errors: INVALID, NOT_FOUND, HANDOVER_ENDED, TICKET_REVOKED, EVENT_CANCELED, EVENT_ENDED, IDEMPOTENCY_CONFLICT.',
  })
  async withdrawTicketHandover(
    @Ctx() ctx: Context,
    @Arg('input', () => WithdrawTicketHandoverInput) input: WithdrawTicketHandoverInput,
  ): Promise<WithdrawTicketHandoverPayload> {
    const { handoverId } = parseInput(handoverIdSchema, input);
    return { handover: await withdrawHandover(ctx, handoverId, input.idempotencyKey) };
  }

  @Mutation(() => ClaimTicketPayload, {
    description:
      'Makes the member who asks the holder of the ticket of a link; its earlier codes admit nobody. Errors: INVALID, NOT_FOUND, HANDOVER_ENDED, TICKET_REVOKED, EVENT_CANCELED, EVENT_ENDED, IDEMPOTENCY_CONFLICT.',
  })
  async claimTicket(
    @Ctx() ctx: Context,
    @Arg('input', () => ClaimTicketInput) input: ClaimTicketInput,
  ): Promise<ClaimTicketPayload> {
    const { secret } = parseInput(handoverSecretSchema, input);
    return { ticket: await claimTicket(ctx, secret, input.idempotencyKey) };
  }
}

/** Handovers seen from their ticket. */
@Resolver(() => Ticket)
export class TicketHandoverResolver {
  @FieldResolver(() => TicketHandover, {
    nullable: true,
    description: 'The handover by whose link it can be claimed now; none while there is no such link.',
  })
  async handover(@Root() ticket: Ticket, @Ctx() ctx: Context): Promise<TicketHandover | null> {
    const handover = await ctx.load(openHandoverOf, ticket.id);
    return handover?.statusAt(ctx.now(), ticket.version) === 'OPEN' ? handover : null;
  }
}
