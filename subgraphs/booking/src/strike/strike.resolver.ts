import type { Context } from '@freehold/kernel/subgraph/context';
import {
  type Connection,
  ConnectionArgs,
  connectionOf,
  toConnection,
} from '@freehold/kernel/subgraph/schema/connection';
import { parseInput } from '@freehold/kernel/subgraph/schema/parse-input';
import { Arg, Args, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import { Member } from '../references/member.reference.ts';
import { Strike } from './strike.entity.ts';
import {
  ReverseStrikeInput,
  ReverseStrikePayload,
  reverseStrikeSchema,
  strikesSchema,
} from './strike.input.ts';
import { listStrikes, reverseStrike } from './strike.service.ts';

const StrikeConnection = connectionOf(Strike, 'Strike');

@Resolver(() => Strike)
export class StrikeResolver {
  @Query(() => StrikeConnection, {
    description: 'The strikes of the member who asks, newest first. Errors: INVALID.',
  })
  async myStrikes(
    @Ctx() ctx: Context,
    @Args(() => ConnectionArgs) args: ConnectionArgs,
  ): Promise<Connection<Strike>> {
    return toConnection(await listStrikes(ctx, ctx.member().id, args));
  }

  @Query(() => StrikeConnection, { description: 'The strikes of a member, newest first. Errors: INVALID.' })
  async strikes(
    @Ctx() ctx: Context,
    @Arg('memberId', () => ID) memberId: string,
    @Args(() => ConnectionArgs) args: ConnectionArgs,
  ): Promise<Connection<Strike>> {
    return toConnection(await listStrikes(ctx, parseInput(strikesSchema, { memberId }).memberId, args));
  }

  @FieldResolver(() => Member, { description: 'Against whom it counts.' })
  member(@Root() strike: Strike): Member {
    return Member.of(strike.memberId);
  }

  @Mutation(() => ReverseStrikePayload, {
    description:
      'Takes a strike back, so that it counts no more. Errors: INVALID, NOT_FOUND, STRIKE_REVERSED, IDEMPOTENCY_CONFLICT.',
  })
  async reverseStrike(
    @Ctx() ctx: Context,
    @Arg('input', () => ReverseStrikeInput) input: ReverseStrikeInput,
  ): Promise<ReverseStrikePayload> {
    return { strike: await reverseStrike(ctx, parseInput(reverseStrikeSchema, input), input.idempotencyKey) };
  }
}
