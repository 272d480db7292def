import type { Context } from '@freehold/kernel/subgraph/context';
import {
  type Connection,
  ConnectionArgs,
  connectionOf,
  toConnection,
} from '@freehold/kernel/subgraph/schema/connection';
import { parseInput } from '@freehold/kernel/subgraph/schema/parse-input';
import { Arg, Args, Ctx, FieldResolver, Int, Mutation, Query, Resolver, Root } from 'type-graphql';
import { Offering } from '../offering/offering.entity.ts';
import { offeringById } from '../offering/offering.service.ts';
import { Session } from '../session/session.entity.ts';
import { sessionById } from '../session/session.service.ts';
import { Occurrence } from './occurrence.entity.ts';
import { Series } from './series.entity.ts';
import {
  ExtendSeriesInput,
  extendSeriesSchema,
  ScheduleSeriesInput,
  ScheduleSeriesPayload,
  scheduleSeriesSchema,
} from './series.input.ts';
import {
  extendSeries,
  listOccurrences,
  listSeries,
  occurrenceOf,
  scheduleSeries,
  seriesById,
} from './series.service.ts';
import type { SeriesOutcome } from './series-outcome.service.ts';

const SeriesConnection = connectionOf(Series, 'Series');
const OccurrenceConnection = connectionOf(Occurrence, 'Occurrence');

async function payloadOf(ctx: Context, { seriesId, done, failures }: SeriesOutcome) {
  return { series: await ctx.load(seriesById, seriesId), sessionsScheduled: done.length, failures };
}

@Resolver(() => Series)
export class SeriesResolver {
  @Query(() => SeriesConnection, { description: 'What recurs, newest first. Errors: INVALID.' })
  async series(
    @Ctx() ctx: Context,
    @Args(() => ConnectionArgs) args: ConnectionArgs,
  ): Promise<Connection<Series>> {
    return toConnection(await listSeries(ctx, args));
  }

  @FieldResolver(() => Offering, { description: 'What its sessions are occurrences of.' })
  offering(@Root() series: Series, @Ctx() ctx: Context): Promise<Offering> {
    return ctx.load(offeringById, series.offering.id);
  }

  @FieldResolver(() => Int, {
    description:
      'How long occurrences will take that are added from now on, in minutes: as long as its offering by now. Those on the schedule keep their length.',
  })
  async durationMinutes(@Root() series: Series, @Ctx() ctx: Context): Promise<number> {
    const { durationMinutes } = await ctx.load(offeringById, series.offering.id);
    return durationMinutes;
  }

  @FieldResolver(() => OccurrenceConnection, {
    description: 'Its occurrences that are sessions, in the order of the rule. Errors: INVALID.',
  })
  async occurrences(
    @Root() series: Series,
    @Ctx() ctx: Context,
    @Args(() => ConnectionArgs) args: ConnectionArgs,
  ): Promise<Connection<Occurrence>> {
    return toConnection(await listOccurrences(ctx, series.id, args));
  }

  @Mutation(() => ScheduleSeriesPayload, {
    description:
      'Puts a series on the schedule, a session for each occurrence within the horizon, and counts each against the plan. OCCURRENCES_REFUSED lists in `failures` what stands in the way. Errors: INVALID, NOT_FOUND, OFFERING_ARCHIVED, RESOURCE_ARCHIVED, RESOURCE_TOO_SMALL, OCCURRENCES_REFUSED, LIMIT_EXCEEDED, IDEMPOTENCY_CONFLICT.',
  })
  async scheduleSeries(
    @Ctx() ctx: Context,
    @Arg('input', () => ScheduleSeriesInput) input: ScheduleSeriesInput,
  ): Promise<ScheduleSeriesPayload> {
    return payloadOf(
      ctx,
      await scheduleSeries(ctx, parseInput(scheduleSeriesSchema, input), input.idempotencyKey),
    );
  }

  @Mutation(() => ScheduleSeriesPayload, {
    description:
      'Gives a series the sessions that it has not yet within a horizon from now, as many as are possible; doing it again adds nothing. Errors: INVALID, NOT_FOUND, OFFERING_ARCHIVED, RESOURCE_ARCHIVED, RESOURCE_TOO_SMALL, OCCURRENCES_REFUSED, IDEMPOTENCY_CONFLICT.',
  })
  async extendSeries(
    @Ctx() ctx: Context,
    @Arg('input', () => ExtendSeriesInput) input: ExtendSeriesInput,
  ): Promise<ScheduleSeriesPayload> {
    return payloadOf(
      ctx,
      await extendSeries(ctx, parseInput(extendSeriesSchema, input), input.idempotencyKey),
    );
  }
}

@Resolver(() => Occurrence)
export class OccurrenceResolver {
  @FieldResolver(() => Series, { description: 'What it is one of.' })
  series(@Root() occurrence: Occurrence, @Ctx() ctx: Context): Promise<Series> {
    return ctx.load(seriesById, occurrence.series.id);
  }

  @FieldResolver(() => Session, { description: 'The session that it is.' })
  session(@Root() occurrence: Occurrence, @Ctx() ctx: Context): Promise<Session> {
    return ctx.load(sessionById, occurrence.session.id);
  }

  @FieldResolver(() => Boolean, { description: 'Whether its session was called off.' })
  async isCanceled(@Root() occurrence: Occurrence, @Ctx() ctx: Context): Promise<boolean> {
    return (await ctx.load(sessionById, occurrence.session.id)).canceledAt !== null;
  }
}

/** Series seen from a session. */
@Resolver(() => Session)
export class SessionOccurrenceResolver {
  @FieldResolver(() => Occurrence, {
    nullable: true,
    description: 'What it is in a series; null for one that stands alone.',
  })
  occurrence(@Root() session: Session, @Ctx() ctx: Context): Promise<Occurrence | null> {
    return ctx.load(occurrenceOf, session.id);
  }
}
