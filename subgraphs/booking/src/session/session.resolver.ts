import type { DomainEvent } from '@freehold/kernel/events/domain-event';
import type { Context } from '@freehold/kernel/subgraph/context';
import {
  type Connection,
  ConnectionArgs,
  connectionOf,
  toConnection,
} from '@freehold/kernel/subgraph/schema/connection';
import { parseInput } from '@freehold/kernel/subgraph/schema/parse-input';
import { SelectedNodes } from '@freehold/kernel/subgraph/schema/selected';
import type { Selection } from '@freehold/kernel/values/selection';
import {
  Arg,
  Args,
  Ctx,
  Directive,
  FieldResolver,
  ID,
  Mutation,
  Query,
  Resolver,
  Root,
  Subscription,
} from 'type-graphql';
import { Offering } from '../offering/offering.entity.ts';
import { offeringById } from '../offering/offering.service.ts';
import { Resource } from '../resource/resource.entity.ts';
import { resourceById } from '../resource/resource.service.ts';
import { claimedBy } from './claimed.service.ts';
import { scheduleSession } from './schedule-session.service.ts';
import { Session, type SessionId } from './session.entity.ts';
import {
  ScheduleSessionInput,
  ScheduleSessionPayload,
  scheduleSessionSchema,
  sessionIdSchema,
  sessionsRangeSchema,
} from './session.input.ts';
import { changesOfSessions, listSessions, sessionById } from './session.service.ts';

const SessionConnection = connectionOf(Session, 'Session');

@Resolver(() => Session)
export class SessionResolver {
  @Query(() => SessionConnection, {
    description:
      'Sessions that begin from an instant until another, at most 93 days on, soonest first; those of one offering alone when it is named. Errors: INVALID.',
  })
  async sessions(
    @Ctx() ctx: Context,
    @Arg('from', () => Date) from: Date,
    @Arg('to', () => Date) to: Date,
    @Args(() => ConnectionArgs) args: ConnectionArgs,
    @SelectedNodes() selection: Selection,
    @Arg('offeringId', () => ID, { nullable: true, description: 'What they are occurrences of.' })
    offering?: string | null,
  ): Promise<Connection<Session>> {
    const { offeringId } = parseInput(sessionsRangeSchema, { from, to, offeringId: offering });
    const wanted = { startsAt: from, endsAt: to, offeringId };
    return toConnection(await listSessions(ctx, wanted, args, selection));
  }

  @Query(() => Session, { description: 'A session, for the staff. Errors: INVALID, NOT_FOUND.' })
  session(@Ctx() ctx: Context, @Arg('id', () => ID) id: string): Promise<Session> {
    return ctx.load(sessionById, parseInput(sessionIdSchema, { sessionId: id }).sessionId);
  }

  @FieldResolver(() => Offering, { description: 'What it is an occurrence of.' })
  offering(@Root() session: Session, @Ctx() ctx: Context): Offering | Promise<Offering> {
    return ctx.follow(session, 'offering', offeringById);
  }

  @FieldResolver(() => Resource, { description: 'Who or what gives it.' })
  resource(@Root() session: Session, @Ctx() ctx: Context): Resource | Promise<Resource> {
    return ctx.follow(session, 'resource', resourceById);
  }

  @Directive('@listSize(assumedSize: 2)')
  @FieldResolver(() => [Resource], {
    description: 'All that it takes: first who or what gives it, then what it needs beside.',
  })
  async resources(@Root() session: Session, @Ctx() ctx: Context): Promise<Resource[]> {
    const claimed = await ctx.load(claimedBy, session.id);
    const ids = new Set([session.resource.id, ...claimed]);
    return Promise.all([...ids].map((id) => ctx.load(resourceById, id)));
  }

  @Mutation(() => ScheduleSessionPayload, {
    description:
      'Puts a session on the schedule and counts it against the plan. Errors: INVALID, NOT_FOUND, OFFERING_ARCHIVED, RESOURCE_ARCHIVED, RESOURCE_TOO_SMALL, SLOT_TAKEN, LIMIT_EXCEEDED, IDEMPOTENCY_CONFLICT.',
  })
  async scheduleSession(
    @Ctx() ctx: Context,
    @Arg('input', () => ScheduleSessionInput) input: ScheduleSessionInput,
  ): Promise<ScheduleSessionPayload> {
    return {
      session: await scheduleSession(ctx, parseInput(scheduleSessionSchema, input), input.idempotencyKey),
    };
  }

  @Subscription(() => Session, {
    description:
      'A session of the tenant each time its free seats change; for staff also those that a booking made.',
    subscribe: ({ context }: { context: Context }) => changesOfSessions(context),
  })
  sessionChanged(
    @Root() event: DomainEvent<{ sessionId: SessionId }>,
    @Ctx() ctx: Context,
  ): Promise<Session> {
    return ctx.load(sessionById, event.payload.sessionId);
  }
}
