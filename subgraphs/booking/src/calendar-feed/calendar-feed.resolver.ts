import type { Context } from '@freehold/kernel/subgraph/context';
import {
  type Connection,
  ConnectionArgs,
  connectionOf,
  toConnection,
} from '@freehold/kernel/subgraph/schema/connection';
import { parseInput } from '@freehold/kernel/subgraph/schema/parse-input';
import { Arg, Args, Ctx, FieldResolver, Mutation, Query, Resolver, Root } from 'type-graphql';
import { Resource } from '../resource/resource.entity.ts';
import { resourceById } from '../resource/resource.service.ts';
import { CalendarFeed } from './calendar-feed.entity.ts';
import {
  CreateCalendarFeedInput,
  CreateCalendarFeedPayload,
  createCalendarFeedSchema,
  RevokeCalendarFeedInput,
  RevokeCalendarFeedPayload,
  revokeCalendarFeedSchema,
} from './calendar-feed.input.ts';
import { createCalendarFeed, listMyFeeds, revokeCalendarFeed } from './calendar-feed.service.ts';
import { renderFeed } from './render-feed.service.ts';

const CalendarFeedConnection = connectionOf(CalendarFeed, 'CalendarFeed');

@Resolver(() => CalendarFeed)
export class CalendarFeedResolver {
  @Query(() => String, {
    description:
      'A calendar as iCalendar text (RFC 5545), from 31 days ago to 400 days ahead, at most 2,000 events. Errors: NOT_FOUND.',
  })
  calendarFeed(
    @Ctx() ctx: Context,
    @Arg('token', () => String, { description: 'The last part of its path, without `.ics`.' }) token: string,
  ): Promise<string> {
    return renderFeed(ctx, token);
  }

  @Query(() => CalendarFeedConnection, {
    description: 'The feeds that the member who asks has made, newest first. Errors: INVALID.',
  })
  async myCalendarFeeds(
    @Ctx() ctx: Context,
    @Args(() => ConnectionArgs) args: ConnectionArgs,
  ): Promise<Connection<CalendarFeed>> {
    return toConnection(await listMyFeeds(ctx, args));
  }

  @FieldResolver(() => Resource, {
    nullable: true,
    description: 'The resource whose sessions it shows; null for other scopes.',
  })
  resource(@Root() feed: CalendarFeed, @Ctx() ctx: Context): Promise<Resource> | null {
    return feed.resource && ctx.load(resourceById, feed.resource.id);
  }

  @Mutation(() => CreateCalendarFeedPayload, {
    description:
      'Makes an address at which calendar programs read a calendar: the own bookings for everybody, a resource or all sessions for staff. Errors: INVALID, NOT_FOUND, FORBIDDEN, IDEMPOTENCY_CONFLICT.',
  })
  createCalendarFeed(
    @Ctx() ctx: Context,
    @Arg('input', () => CreateCalendarFeedInput) input: CreateCalendarFeedInput,
  ): Promise<CreateCalendarFeedPayload> {
    return createCalendarFeed(ctx, parseInput(createCalendarFeedSchema, input), input.idempotencyKey);
  }

  @Mutation(() => RevokeCalendarFeedPayload, {
    description: 'Makes a feed show nothing any more. Errors: INVALID, NOT_FOUND, IDEMPOTENCY_CONFLICT.',
  })
  async revokeCalendarFeed(
    @Ctx() ctx: Context,
    @Arg('input', () => RevokeCalendarFeedInput) input: RevokeCalendarFeedInput,
  ): Promise<RevokeCalendarFeedPayload> {
    const { feedId } = parseInput(revokeCalendarFeedSchema, input);
    return { feed: await revokeCalendarFeed(ctx, feedId, input.idempotencyKey) };
  }
}
