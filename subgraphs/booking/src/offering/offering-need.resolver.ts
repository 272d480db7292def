import type { Context } from '@freehold/kernel/subgraph/context';
import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { Resource } from '../resource/resource.entity.ts';
import { resourceById } from '../resource/resource.service.ts';
import { ResourcePool } from '../resource/resource-pool.entity.ts';
import { resourcePoolById } from '../resource/resource-pool.service.ts';
import { OfferingNeed } from './offering-need.entity.ts';

@Resolver(() => OfferingNeed)
export class OfferingNeedResolver {
  @FieldResolver(() => Resource, {
    nullable: true,
    description: 'The resource that is needed; null when any member of a pool serves.',
  })
  resource(@Root() need: OfferingNeed, @Ctx() ctx: Context): Promise<Resource> | Resource | null {
    return ctx.follow(need, 'resource', resourceById);
  }

  @FieldResolver(() => ResourcePool, {
    nullable: true,
    description: 'The pool of which any free member serves; null when one certain resource is needed.',
  })
  pool(@Root() need: OfferingNeed, @Ctx() ctx: Context): Promise<ResourcePool> | null {
    return need.pool && ctx.load(resourcePoolById, need.pool.id);
  }
}
