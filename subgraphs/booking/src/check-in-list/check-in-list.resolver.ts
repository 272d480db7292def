import type { Context } from '@freehold/kernel/subgraph/context';
import {
  type Connection,
  ConnectionArgs,
  connectionOf,
  toConnection,
} from '@freehold/kernel/subgraph/schema/connection';
import { parseInput } from '@freehold/kernel/subgraph/schema/parse-input';
import { Arg, Args, Ctx, FieldResolver, Mutation, Resolver, Root } from 'type-graphql';
import { Event } from '../event/event.entity.ts';
import { eventById } from '../event/event.service.ts';
import { TicketProduct } from '../ticket-product/ticket-product.entity.ts';
import { CheckInList } from './check-in-list.entity.ts';
import {
  CreateCheckInListInput,
  CreateCheckInListPayload,
  createCheckInListSchema,
} from './check-in-list.input.ts';
import { createCheckInList, listCheckInLists, productsOfList } from './check-in-list.service.ts';

const CheckInListConnection = connectionOf(CheckInList, 'CheckInList');

@Resolver(() => CheckInList)
export class CheckInListResolver {
  @FieldResolver(() => Event, { description: 'The event whose tickets are looked at.' })
  event(@Root() list: CheckInList, @Ctx() ctx: Context): Promise<Event> {
    return ctx.load(eventById, list.event.id);
  }

  @FieldResolver(() => [TicketProduct], {
    description: 'Whose tickets are good there, at most 100; none means those of every product.',
  })
  products(@Root() list: CheckInList, @Ctx() ctx: Context): Promise<readonly TicketProduct[]> {
    return ctx.load(productsOfList, list.id);
  }

  @Mutation(() => CreateCheckInListPayload, {
    description: 'Creates a check-in list of an event. Errors: INVALID, NOT_FOUND, IDEMPOTENCY_CONFLICT.',
  })
  async createCheckInList(
    @Ctx() ctx: Context,
    @Arg('input', () => CreateCheckInListInput) input: CreateCheckInListInput,
  ): Promise<CreateCheckInListPayload> {
    const parsed = parseInput(createCheckInListSchema, input);
    return { checkInList: await createCheckInList(ctx, parsed, input.idempotencyKey) };
  }
}

/** Check-in lists seen from their event. */
@Resolver(() => Event)
export class EventCheckInListsResolver {
  @FieldResolver(() => CheckInListConnection, {
    description: 'Its check-in lists, oldest first. Errors: INVALID.',
  })
  async checkInLists(
    @Root() event: Event,
    @Ctx() ctx: Context,
    @Args(() => ConnectionArgs) args: ConnectionArgs,
  ): Promise<Connection<CheckInList>> {
    return toConnection(await listCheckInLists(ctx, event.id, args));
  }
}
