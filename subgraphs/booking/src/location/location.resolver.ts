import {
  type Connection,
  ConnectionArgs,
  connectionOf,
  toConnection,
} from '@freehold/kernel/subgraph/connection';
import type { Context } from '@freehold/kernel/subgraph/context';
import { parseInput } from '@freehold/kernel/subgraph/parse-input';
import { Arg, Args, Ctx, Mutation, Query, Resolver } from 'type-graphql';
import { Location } from './location.entity.ts';
import { CreateLocationInput, CreateLocationPayload, createLocationSchema } from './location.input.ts';
import { createLocation, listLocations } from './location.service.ts';

const LocationConnection = connectionOf(Location, 'Location');

@Resolver(() => Location)
export class LocationResolver {
  @Query(() => LocationConnection, { description: 'Where the tenant works, oldest first. Errors: INVALID.' })
  async locations(
    @Ctx() ctx: Context,
    @Args(() => ConnectionArgs) args: ConnectionArgs,
  ): Promise<Connection<Location>> {
    return toConnection(await listLocations(ctx, args));
  }

  @Mutation(() => CreateLocationPayload, {
    description: 'Creates a location. Errors: INVALID, IDEMPOTENCY_CONFLICT.',
  })
  async createLocation(
    @Ctx() ctx: Context,
    @Arg('input', () => CreateLocationInput) input: CreateLocationInput,
  ): Promise<CreateLocationPayload> {
    return {
      location: await createLocation(ctx, parseInput(createLocationSchema, input), input.idempotencyKey),
    };
  }
}
