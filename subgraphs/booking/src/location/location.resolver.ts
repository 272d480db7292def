import type { Context } from '@freehold/kernel/subgraph/context';
import {
  type Connection,
  ConnectionArgs,
  connectionOf,
  toConnection,
} from '@freehold/kernel/subgraph/schema/connection';
import { parseInput } from '@freehold/kernel/subgraph/schema/parse-input';
import { Arg, Args, Ctx, Mutation, Query, Resolver } from 'type-graphql';
import { namedSchema, SEARCH_WORDS } from '../named.ts';
import { Location } from './location.entity.ts';
import {
  ArchiveLocationInput,
  ChangeLocationPayload,
  CreateLocationInput,
  CreateLocationPayload,
  createLocationSchema,
  locationIdSchema,
  UpdateLocationInput,
  updateLocationSchema,
} from './location.input.ts';
import {
  archiveLocation,
  createLocation,
  listLocations,
  restoreLocation,
  updateLocation,
} from './location.service.ts';

const LocationConnection = connectionOf(Location, 'Location');

@Resolver(() => Location)
export class LocationResolver {
  @Query(() => LocationConnection, {
    description:
      'Where the tenant works, oldest first; for staff also what is archived. Errors: INVALID, FORBIDDEN.',
  })
  async locations(
    @Ctx() ctx: Context,
    @Arg('includeArchived', () => Boolean, { defaultValue: false }) includeArchived: boolean,
    @Args(() => ConnectionArgs) args: ConnectionArgs,
    @Arg('search', () => String, { nullable: true, description: SEARCH_WORDS }) search?: string | null,
  ): Promise<Connection<Location>> {
    return toConnection(await listLocations(ctx, parseInput(namedSchema, { includeArchived, search }), args));
  }

  @Mutation(() => CreateLocationPayload, {
    description: 'Creates a location. Errors: INVALID, LIMIT_EXCEEDED, UNAVAILABLE, IDEMPOTENCY_CONFLICT.',
  })
  async createLocation(
    @Ctx() ctx: Context,
    @Arg('input', () => CreateLocationInput) input: CreateLocationInput,
  ): Promise<CreateLocationPayload> {
    return {
      location: await createLocation(ctx, parseInput(createLocationSchema, input), input.idempotencyKey),
    };
  }

  @Mutation(() => ChangeLocationPayload, {
    description: 'Changes a location. Errors: INVALID, NOT_FOUND, IDEMPOTENCY_CONFLICT.',
  })
  async updateLocation(
    @Ctx() ctx: Context,
    @Arg('input', () => UpdateLocationInput) input: UpdateLocationInput,
  ): Promise<ChangeLocationPayload> {
    const { locationId, ...facts } = parseInput(updateLocationSchema, input);
    return { location: await updateLocation(ctx, locationId, facts, input.idempotencyKey) };
  }

  @Mutation(() => ChangeLocationPayload, {
    description:
      'Archives a location, and gives its unit of the plan back. Done twice it changes nothing. Errors: INVALID, NOT_FOUND, LOCATION_IN_USE, IDEMPOTENCY_CONFLICT.',
  })
  async archiveLocation(
    @Ctx() ctx: Context,
    @Arg('input', () => ArchiveLocationInput) input: ArchiveLocationInput,
  ): Promise<ChangeLocationPayload> {
    const { locationId } = parseInput(locationIdSchema, input);
    return { location: await archiveLocation(ctx, locationId, input.idempotencyKey) };
  }

  @Mutation(() => ChangeLocationPayload, {
    description:
      'Takes a location back from the archive. Done twice it changes nothing. Errors: INVALID, NOT_FOUND, LIMIT_EXCEEDED, UNAVAILABLE, IDEMPOTENCY_CONFLICT.',
  })
  async restoreLocation(
    @Ctx() ctx: Context,
    @Arg('input', () => ArchiveLocationInput) input: ArchiveLocationInput,
  ): Promise<ChangeLocationPayload> {
    const { locationId } = parseInput(locationIdSchema, input);
    return { location: await restoreLocation(ctx, locationId, input.idempotencyKey) };
  }
}
