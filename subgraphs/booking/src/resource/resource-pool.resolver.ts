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
import { ResourcePool } from './resource-pool.entity.ts';
import {
  CreateResourcePoolInput,
  CreateResourcePoolPayload,
  createResourcePoolSchema,
} from './resource-pool.input.ts';
import { createResourcePool, listResourcePools } from './resource-pool.service.ts';

const ResourcePoolConnection = connectionOf(ResourcePool, 'ResourcePool');

@Resolver(() => ResourcePool)
export class ResourcePoolResolver {
  @Query(() => ResourcePoolConnection, { description: "The tenant's pools, oldest first. Errors: INVALID." })
  async resourcePools(
    @Ctx() ctx: Context,
    @Args(() => ConnectionArgs) args: ConnectionArgs,
    @Arg('search', () => String, { nullable: true, description: SEARCH_WORDS }) search?: string | null,
  ): Promise<Connection<ResourcePool>> {
    return toConnection(await listResourcePools(ctx, parseInput(namedSchema, { search }), args));
  }

  @Mutation(() => CreateResourcePoolPayload, {
    description: 'Creates a pool of resources. Errors: INVALID, IDEMPOTENCY_CONFLICT.',
  })
  async createResourcePool(
    @Ctx() ctx: Context,
    @Arg('input', () => CreateResourcePoolInput) input: CreateResourcePoolInput,
  ): Promise<CreateResourcePoolPayload> {
    const facts = parseInput(createResourcePoolSchema, input);
    return { pool: await createResourcePool(ctx, facts, input.idempotencyKey) };
  }
}
