import type { Context } from '@freehold/kernel/subgraph/context';
import {
  type Connection,
  ConnectionArgs,
  connectionOf,
  toConnection,
} from '@freehold/kernel/subgraph/schema/connection';
import { MoneyType } from '@freehold/kernel/subgraph/schema/money-type';
import { parseInput } from '@freehold/kernel/subgraph/schema/parse-input';
import { Arg, Args, Ctx, FieldResolver, Mutation, Resolver, Root } from 'type-graphql';
import { Event } from '../event/event.entity.ts';
import { eventById } from '../event/event.service.ts';
import { Quota } from './quota.entity.ts';
import { changeQuota, createQuota, listQuotas, quotasOf } from './quota.service.ts';
import { TicketProduct } from './ticket-product.entity.ts';
import {
  ChangeQuotaInput,
  ChangeQuotaPayload,
  CreateQuotaInput,
  CreateQuotaPayload,
  CreateTicketProductInput,
  CreateTicketProductPayload,
  changeQuotaSchema,
  createQuotaSchema,
  createTicketProductSchema,
  UpdateTicketProductInput,
  UpdateTicketProductPayload,
  updateTicketProductSchema,
} from './ticket-product.input.ts';
import {
  createTicketProduct,
  isSoldOutOf,
  listTicketProducts,
  updateTicketProduct,
} from './ticket-product.service.ts';

const TicketProductConnection = connectionOf(TicketProduct, 'TicketProduct');
const QuotaConnection = connectionOf(Quota, 'Quota');

@Resolver(() => TicketProduct)
export class TicketProductResolver {
  @FieldResolver(() => Event, { description: 'The event that it admits to.' })
  event(@Root() product: TicketProduct, @Ctx() ctx: Context): Promise<Event> {
    return ctx.load(eventById, product.event.id);
  }

  @FieldResolver(() => MoneyType, { description: 'Price of one ticket.' })
  price(@Root() product: TicketProduct): MoneyType {
    return { amountMinor: product.priceMinor, currency: product.currency };
  }

  @FieldResolver(() => Boolean, { description: 'Whether one of its quotas has no ticket left.' })
  isSoldOut(@Root() product: TicketProduct, @Ctx() ctx: Context): Promise<boolean> {
    return ctx.load(isSoldOutOf, product.id);
  }

  @FieldResolver(() => [Quota], {
    description: 'The quotas that it counts against, oldest first; at most 20.',
  })
  quotas(@Root() product: TicketProduct, @Ctx() ctx: Context): Promise<readonly Quota[]> {
    return ctx.load(quotasOf, product.id);
  }

  @Mutation(() => CreateTicketProductPayload, {
    description: 'Creates a kind of ticket to an event. Errors: INVALID, NOT_FOUND, IDEMPOTENCY_CONFLICT.',
  })
  async createTicketProduct(
    @Ctx() ctx: Context,
    @Arg('input', () => CreateTicketProductInput) input: CreateTicketProductInput,
  ): Promise<CreateTicketProductPayload> {
    const parsed = parseInput(createTicketProductSchema, input);
    return { ticketProduct: await createTicketProduct(ctx, parsed, input.idempotencyKey) };
  }

  @Mutation(() => CreateQuotaPayload, {
    description: 'Creates a quota of an event. Errors: INVALID, NOT_FOUND, IDEMPOTENCY_CONFLICT.',
  })
  async createQuota(
    @Ctx() ctx: Context,
    @Arg('input', () => CreateQuotaInput) input: CreateQuotaInput,
  ): Promise<CreateQuotaPayload> {
    return { quota: await createQuota(ctx, parseInput(createQuotaSchema, input), input.idempotencyKey) };
  }
}

/** What staff changes that it made. */
@Resolver()
export class TicketProductChangeResolver {
  @Mutation(() => UpdateTicketProductPayload, {
    description:
      'Changes a ticket product for orders from now on; those that were placed keep their price. Errors: INVALID, NOT_FOUND, IDEMPOTENCY_CONFLICT.',
  })
  async updateTicketProduct(
    @Ctx() ctx: Context,
    @Arg('input', () => UpdateTicketProductInput) input: UpdateTicketProductInput,
  ): Promise<UpdateTicketProductPayload> {
    const { ticketProductId, ...change } = parseInput(updateTicketProductSchema, input);
    return { ticketProduct: await updateTicketProduct(ctx, ticketProductId, change, input.idempotencyKey) };
  }

  @Mutation(() => ChangeQuotaPayload, {
    description:
      'Makes a quota larger or smaller, never smaller than what is sold. Errors: INVALID, NOT_FOUND, TICKETS_TAKEN, IDEMPOTENCY_CONFLICT.',
  })
  async changeQuota(
    @Ctx() ctx: Context,
    @Arg('input', () => ChangeQuotaInput) input: ChangeQuotaInput,
  ): Promise<ChangeQuotaPayload> {
    const { quotaId, size } = parseInput(changeQuotaSchema, input);
    return { quota: await changeQuota(ctx, quotaId, size, input.idempotencyKey) };
  }
}

/** Ticket products and quotas seen from their event. */
@Resolver(() => Event)
export class EventTicketProductsResolver {
  @FieldResolver(() => TicketProductConnection, {
    description: 'The kinds of tickets to it, oldest first. Errors: INVALID.',
  })
  async ticketProducts(
    @Root() event: Event,
    @Ctx() ctx: Context,
    @Args(() => ConnectionArgs) args: ConnectionArgs,
  ): Promise<Connection<TicketProduct>> {
    return toConnection(await listTicketProducts(ctx, event.id, args));
  }

  @FieldResolver(() => QuotaConnection, { description: 'Its quotas, oldest first. Errors: INVALID.' })
  async quotas(
    @Root() event: Event,
    @Ctx() ctx: Context,
    @Args(() => ConnectionArgs) args: ConnectionArgs,
  ): Promise<Connection<Quota>> {
    return toConnection(await listQuotas(ctx, event.id, args));
  }
}
