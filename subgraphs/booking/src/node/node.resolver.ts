import type { Context } from '@freehold/kernel/subgraph/context';
import { NodeType } from '@freehold/kernel/subgraph/schema/node-type';
import { Arg, Ctx, ID, Query, Resolver } from 'type-graphql';
import { findNode } from './node.service.ts';

@Resolver()
export class NodeResolver {
  @Query(() => NodeType, {
    nullable: true,
    description: 'What has an id, of whatever kind it is; null when the tenant has no such thing.',
  })
  node(@Ctx() ctx: Context, @Arg('id', () => ID) id: string): Promise<unknown> {
    return findNode(ctx, id);
  }
}
