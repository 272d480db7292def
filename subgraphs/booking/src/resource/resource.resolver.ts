import {
  type Connection,
  ConnectionArgs,
  connectionOf,
  toConnection,
} from '@freehold/kernel/subgraph/connection';
import type { Context } from '@freehold/kernel/subgraph/context';
import { parseInput } from '@freehold/kernel/subgraph/parse-input';
import { Arg, Args, Ctx, FieldResolver, Mutation, Query, Resolver, Root } from 'type-graphql';
import { Location } from '../location/location.entity.ts';
import { locationById } from '../location/location.service.ts';
import { Resource } from './resource.entity.ts';
import { CreateResourceInput, CreateResourcePayload, createResourceSchema } from './resource.input.ts';
import { createResource, listResources } from './resource.service.ts';
import { ResourcePool } from './resource-pool.entity.ts';
import { resourcePoolById } from './resource-pool.service.ts';

const ResourceConnection = connectionOf(Resource, 'Resource');

@Resolver(() => Resource)
export class ResourceResolver {
  @Query(() => ResourceConnection, { description: "The tenant's resources, oldest first. Errors: INVALID." })
  async resources(
    @Ctx() ctx: Context,
    @Args(() => ConnectionArgs) args: ConnectionArgs,
  ): Promise<Connection<Resource>> {
    return toConnection(await listResources(ctx, args));
  }

  @FieldResolver(() => Location, { nullable: true, description: 'Where it is; null when nobody said so.' })
  location(@Root() resource: Resource, @Ctx() ctx: Context): Promise<Location> | null {
    return resource.location && ctx.load(locationById, resource.location.id);
  }

  @FieldResolver(() => ResourcePool, {
    nullable: true,
    description: 'The pool of which it is a member; null when it stands alone.',
  })
  pool(@Root() resource: Resource, @Ctx() ctx: Context): Promise<ResourcePool> | null {
    return resource.pool && ctx.load(resourcePoolById, resource.pool.id);
  }

  @Mutation(() => CreateResourcePayload, {
    description: 'Creates a resource. Errors: INVALID, NOT_FOUND, IDEMPOTENCY_CONFLICT.',
  })
  async createResource(
    @Ctx() ctx: Context,
    @Arg('input', () => CreateResourceInput) input: CreateResourceInput,
  ): Promise<CreateResourcePayload> {
    return {
      resource: await createResource(ctx, parseInput(createResourceSchema, input), input.idempotencyKey),
    };
  }
}
