import type { Context } from '@freehold/kernel/subgraph/context';
import {
  type Connection,
  ConnectionArgs,
  connectionOf,
  toConnection,
} from '@freehold/kernel/subgraph/schema/connection';
import { parseInput } from '@freehold/kernel/subgraph/schema/parse-input';
import { Arg, Args, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import { Location } from '../location/location.entity.ts';
import { Resource } from '../resource/resource.entity.ts';
import { OpeningException, WeeklyHours } from './opening.entity.ts';
import {
  OpeningHours,
  openingExceptionsSchema,
  RemoveOpeningExceptionInput,
  RemoveOpeningExceptionPayload,
  removeOpeningExceptionSchema,
  SetOpeningExceptionInput,
  SetOpeningExceptionPayload,
  SetWeeklyHoursInput,
  SetWeeklyHoursPayload,
  setOpeningExceptionSchema,
  setWeeklyHoursSchema,
} from './opening.input.ts';
import {
  listOpeningExceptions,
  removeOpeningException,
  setOpeningException,
  setWeeklyHours,
  weeklyHoursOfLocation,
  weeklyHoursOfResource,
} from './opening-hours.service.ts';

const OpeningExceptionConnection = connectionOf(OpeningException, 'OpeningException');

@Resolver(() => OpeningException)
export class OpeningResolver {
  @Query(() => OpeningExceptionConnection, {
    description:
      'Days on which a resource or a location, either of them, is open at other times, soonest first. Errors: INVALID.',
  })
  async openingExceptions(
    @Ctx() ctx: Context,
    @Arg('resourceId', () => ID, { nullable: true }) resourceId: string | null,
    @Arg('locationId', () => ID, { nullable: true }) locationId: string | null,
    @Arg('from', () => String, { description: 'The first day, YYYY-MM-DD.' }) from: string,
    @Args(() => ConnectionArgs) args: ConnectionArgs,
  ): Promise<Connection<OpeningException>> {
    const asked = parseInput(openingExceptionsSchema, { resourceId, locationId, from });
    return toConnection(await listOpeningExceptions(ctx, asked, asked.from, args));
  }

  @FieldResolver(() => [OpeningHours], {
    description: "When it is open on that day, beside the week's hours if they hold.",
  })
  hours(@Root() exception: OpeningException): OpeningHours[] {
    return exception.hours.map(OpeningHours.of);
  }

  @Mutation(() => SetWeeklyHoursPayload, {
    description:
      'Gives a resource or a location its hours of each week, in place of all that it had. Errors: INVALID, NOT_FOUND, IDEMPOTENCY_CONFLICT.',
  })
  async setWeeklyHours(
    @Ctx() ctx: Context,
    @Arg('input', () => SetWeeklyHoursInput) input: SetWeeklyHoursInput,
  ): Promise<SetWeeklyHoursPayload> {
    const week = parseInput(setWeeklyHoursSchema, input);
    return { weeklyHours: await setWeeklyHours(ctx, week, input.idempotencyKey) };
  }

  @Mutation(() => SetOpeningExceptionPayload, {
    description:
      'Says how a resource or a location is open on one day. What is on the schedule then stays on it. Errors: INVALID, NOT_FOUND, IDEMPOTENCY_CONFLICT.',
  })
  async setOpeningException(
    @Ctx() ctx: Context,
    @Arg('input', () => SetOpeningExceptionInput) input: SetOpeningExceptionInput,
  ): Promise<SetOpeningExceptionPayload> {
    const exception = parseInput(setOpeningExceptionSchema, input);
    return { openingException: await setOpeningException(ctx, exception, input.idempotencyKey) };
  }

  @Mutation(() => RemoveOpeningExceptionPayload, {
    description:
      'Removes an exception, so that the week holds again. Errors: INVALID, NOT_FOUND, IDEMPOTENCY_CONFLICT.',
  })
  async removeOpeningException(
    @Ctx() ctx: Context,
    @Arg('input', () => RemoveOpeningExceptionInput) input: RemoveOpeningExceptionInput,
  ): Promise<RemoveOpeningExceptionPayload> {
    const { openingExceptionId } = parseInput(removeOpeningExceptionSchema, input);
    return {
      openingExceptionId: await removeOpeningException(ctx, openingExceptionId, input.idempotencyKey),
    };
  }
}

/** Hours seen from a resource. */
@Resolver(() => Resource)
export class ResourceOpeningResolver {
  @FieldResolver(() => [WeeklyHours], {
    description: 'Its own hours of each week, from Monday on; none when it keeps no hours of its own.',
  })
  weeklyHours(@Root() resource: Resource, @Ctx() ctx: Context): Promise<readonly WeeklyHours[]> {
    return ctx.load(weeklyHoursOfResource, resource.id);
  }
}

/** Hours seen from a location. */
@Resolver(() => Location)
export class LocationOpeningResolver {
  @FieldResolver(() => [WeeklyHours], {
    description: 'Its hours of each week, from Monday on; none when it is always open.',
  })
  weeklyHours(@Root() location: Location, @Ctx() ctx: Context): Promise<readonly WeeklyHours[]> {
    return ctx.load(weeklyHoursOfLocation, location.id);
  }
}
