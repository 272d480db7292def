import type { Context } from '@freehold/kernel/subgraph/context';
import {
  type Connection,
  ConnectionArgs,
  connectionOf,
  toConnection,
} from '@freehold/kernel/subgraph/schema/connection';
import { parseInput } from '@freehold/kernel/subgraph/schema/parse-input';
import { Arg, Args, Ctx, ID, Mutation, Query, Resolver } from 'type-graphql';
import { Event } from './event.entity.ts';
import {
  CancelEventInput,
  CancelEventPayload,
  CreateEventInput,
  CreateEventPayload,
  createEventSchema,
  eventIdSchema,
  eventsRangeSchema,
  UpdateEventInput,
  UpdateEventPayload,
  updateEventSchema,
} from './event.input.ts';
import { cancelEvent, createEvent, eventById, listEvents } from './event.service.ts';
import { updateEvent } from './update-event.service.ts';

const EventConnection = connectionOf(Event, 'Event');

@Resolver(() => Event)
export class EventResolver {
  @Query(() => EventConnection, {
    description:
      'Events that begin from an instant until another, at most 400 days on, soonest first. Errors: INVALID.',
  })
  async events(
    @Ctx() ctx: Context,
    @Arg('from', () => Date) from: Date,
    @Arg('to', () => Date) to: Date,
    @Args(() => ConnectionArgs) args: ConnectionArgs,
  ): Promise<Connection<Event>> {
    parseInput(eventsRangeSchema, { from, to });
    return toConnection(await listEvents(ctx, { startsAt: from, endsAt: to }, args));
  }

  @Query(() => Event, { description: 'An event. Errors: INVALID, NOT_FOUND.' })
  event(@Ctx() ctx: Context, @Arg('id', () => ID) id: string): Promise<Event> {
    return ctx.load(eventById, parseInput(eventIdSchema, { eventId: id }).eventId);
  }

  @Mutation(() => CreateEventPayload, {
    description:
      'Creates an event and counts it against the plan. Errors: INVALID, LIMIT_EXCEEDED, IDEMPOTENCY_CONFLICT.',
  })
  async createEvent(
    @Ctx() ctx: Context,
    @Arg('input', () => CreateEventInput) input: CreateEventInput,
  ): Promise<CreateEventPayload> {
    return { event: await createEvent(ctx, parseInput(createEventSchema, input), input.idempotencyKey) };
  }

  @Mutation(() => UpdateEventPayload, {
    description:
      'Changes an event that is not over; who holds tickets is told when it moves. Errors: INVALID, NOT_FOUND, EVENT_CANCELED, EVENT_ENDED, TICKETS_TAKEN, IDEMPOTENCY_CONFLICT.',
  })
  async updateEvent(
    @Ctx() ctx: Context,
    @Arg('input', () => UpdateEventInput) input: UpdateEventInput,
  ): Promise<UpdateEventPayload> {
    const { eventId, ...change } = parseInput(updateEventSchema, input);
    return { event: await updateEvent(ctx, eventId, change, input.idempotencyKey) };
  }

  @Mutation(() => CancelEventPayload, {
    description:
      'Calls an event off; its tickets admit nobody from then on. Errors: INVALID, NOT_FOUND, EVENT_CANCELED, EVENT_ENDED, IDEMPOTENCY_CONFLICT.',
  })
  async cancelEvent(
    @Ctx() ctx: Context,
    @Arg('input', () => CancelEventInput) input: CancelEventInput,
  ): Promise<CancelEventPayload> {
    const { eventId } = parseInput(eventIdSchema, input);
    return { event: await cancelEvent(ctx, eventId, input.idempotencyKey) };
  }
}
