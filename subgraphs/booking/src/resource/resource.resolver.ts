import {
  type Connection,
  ConnectionArgs,
  connectionOf,
  toConnection,
} from '@freehold/kernel/subgraph/connection';
import type { Context } from '@freehold/kernel/subgraph/context';
import { parseInput } from '@freehold/kernel/subgraph/parse-input';
import { Arg, Args, Ctx, Mutation, Query, Resolver } from 'type-graphql';
import { Resource } from './resource.entity.ts';
import { CreateResourceInput, CreateResourcePayload, createResourceSchema } from './resource.input.ts';
import { createResource, listResources } from './resource.service.ts';

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

  @Mutation(() => CreateResourcePayload, {
    description: 'Creates a resource. Errors: INVALID, IDEMPOTENCY_CONFLICT.',
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
