import type { Context } from '@freehold/kernel/subgraph/context';
import {
  type Connection,
  ConnectionArgs,
  connectionOf,
  toConnection,
} from '@freehold/kernel/subgraph/schema/connection';
import { Args, Ctx, FieldResolver, Query, Resolver } from 'type-graphql';
import { Tenant } from '../tenant/tenant.entity.ts';
import { Member } from './member.entity.ts';
import { currentMember, listMembers } from './member.service.ts';

const MemberConnection = connectionOf(Member, 'Member');

@Resolver(() => Tenant)
export class MemberResolver {
  @Query(() => Member, { nullable: true, description: 'The member who asks; null when nobody is signed in.' })
  me(@Ctx() ctx: Context): Promise<Member | null> {
    return currentMember(ctx);
  }

  @FieldResolver(() => MemberConnection, {
    description: 'Everybody who belongs to the tenant, in the order of joining. Errors: INVALID.',
  })
  async members(
    @Ctx() ctx: Context,
    @Args(() => ConnectionArgs) args: ConnectionArgs,
  ): Promise<Connection<Member>> {
    return toConnection(await listMembers(ctx, args));
  }
}
