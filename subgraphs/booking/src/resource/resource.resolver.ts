import type { Context } from '@freehold/kernel/subgraph/context';
import {
  type Connection,
  ConnectionArgs,
  connectionOf,
  toConnection,
} from '@freehold/kernel/subgraph/schema/connection';
import { parseInput } from '@freehold/kernel/subgraph/schema/parse-input';
import { Arg, Args, Ctx, FieldResolver, Mutation, Query, Resolver, Root } from 'type-graphql';
import { Location } from '../location/location.entity.ts';
import { locationById } from '../location/location.service.ts';
import { namedSchema, SEARCH_WORDS } from '../named.ts';
import { Resource } from './resource.entity.ts';
import {
  ArchiveResourceInput,
  ChangeResourcePayload,
  CreateResourceInput,
  CreateResourcePayload,
  createResourceSchema,
  resourceIdSchema,
  UpdateResourceInput,
  updateResourceSchema,
} from './resource.input.ts';
import {
  archiveResource,
  createResource,
  listResources,
  restoreResource,
  updateResource,
} from './resource.service.ts';
import { ResourcePool } from './resource-pool.entity.ts';
import { resourcePoolById } from './resource-pool.service.ts';

const ResourceConnection = connectionOf(Resource, 'Resource');

@Resolver(() => Resource)
export class ResourceResolver {
  @Query(() => ResourceConnection, { description: "The tenant's resources, oldest first. Errors: INVALID." })
  async resources(
    @Ctx() ctx: Context,
    @Arg('includeArchived', () => Boolean, { defaultValue: false }) includeArchived: boolean,
    @Args(() => ConnectionArgs) args: ConnectionArgs,
    @Arg('search', () => String, { nullable: true, description: SEARCH_WORDS }) search?: string | null,
  ): Promise<Connection<Resource>> {
    return toConnection(await listResources(ctx, parseInput(namedSchema, { includeArchived, search }), args));
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
    description:
      'Creates a resource. Errors: INVALID, NOT_FOUND, LOCATION_ARCHIVED, LIMIT_EXCEEDED, UNAVAILABLE, IDEMPOTENCY_CONFLICT.',
  })
  async createResource(
    @Ctx() ctx: Context,
    @Arg('input', () => CreateResourceInput) input: CreateResourceInput,
  ): Promise<CreateResourcePayload> {
    return {
      resource: await createResource(ctx, parseInput(createResourceSchema, input), input.idempotencyKey),
    };
  }

  @Mutation(() => ChangeResourcePayload, {
    description: 'Changes a resource. Errors: INVALID, NOT_FOUND, LOCATION_ARCHIVED, IDEMPOTENCY_CONFLICT.',
  })
  async updateResource(
    @Ctx() ctx: Context,
    @Arg('input', () => UpdateResourceInput) input: UpdateResourceInput,
  ): Promise<ChangeResourcePayload> {
    const { resourceId, ...facts } = parseInput(updateResourceSchema, input);
    return { resource: await updateResource(ctx, resourceId, facts, input.idempotencyKey) };
  }

  @Mutation(() => ChangeResourcePayload, {
    description:
      'Archives a resource: it takes no new bookings, and those that it has stand. Done twice it changes nothing. Errors: INVALID, NOT_FOUND, IDEMPOTENCY_CONFLICT.',
  })
  async archiveResource(
    @Ctx() ctx: Context,
    @Arg('input', () => ArchiveResourceInput) input: ArchiveResourceInput,
  ): Promise<ChangeResourcePayload> {
    const { resourceId } = parseInput(resourceIdSchema, input);
    return { resource: await archiveResource(ctx, resourceId, input.idempotencyKey) };
  }

  @Mutation(() => ChangeResourcePayload, {
    description:
      'Takes a resource back from the archive. Done twice it changes nothing. Errors: INVALID, NOT_FOUND, LOCATION_ARCHIVED, LIMIT_EXCEEDED, UNAVAILABLE, IDEMPOTENCY_CONFLICT.',
  })
  async restoreResource(
    @Ctx() ctx: Context,
    @Arg('input', () => ArchiveResourceInput) input: ArchiveResourceInput,
  ): Promise<ChangeResourcePayload> {
    const { resourceId } = parseInput(resourceIdSchema, input);
    return { resource: await restoreResource(ctx, resourceId, input.idempotencyKey) };
  }
}
