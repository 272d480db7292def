import type { Context } from '@freehold/kernel/subgraph/context';
import {
  type Connection,
  ConnectionArgs,
  connectionOf,
  toConnection,
} from '@freehold/kernel/subgraph/schema/connection';
import { parseInput } from '@freehold/kernel/subgraph/schema/parse-input';
import { Arg, Args, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import { Offering } from '../offering/offering.entity.ts';
import { offeringById } from '../offering/offering.service.ts';
import { PolicyVersion } from './policy.entity.ts';
import {
  bookingPolicySchema,
  policyOf,
  SetBookingPolicyInput,
  SetBookingPolicyPayload,
  setBookingPolicySchema,
} from './policy.input.ts';
import { currentPolicy, listPolicies, setPolicy } from './policy.service.ts';

const PolicyConnection = connectionOf(PolicyVersion, 'BookingPolicy');

@Resolver(() => PolicyVersion)
export class PolicyResolver {
  @Query(() => PolicyVersion, {
    description:
      'The rules that hold now: of an offering, or without one of the whole tenant. Errors: INVALID, NOT_FOUND.',
  })
  bookingPolicy(
    @Ctx() ctx: Context,
    @Arg('offeringId', () => ID, { nullable: true }) offeringId?: string | null,
  ): Promise<PolicyVersion> {
    return currentPolicy(ctx, parseInput(bookingPolicySchema, { offeringId }).offeringId);
  }

  @Query(() => PolicyConnection, {
    description:
      "Every version that an offering's own rules had, or without one those of the whole tenant, newest first. Errors: INVALID, NOT_FOUND.",
  })
  async bookingPolicies(
    @Ctx() ctx: Context,
    @Args(() => ConnectionArgs) args: ConnectionArgs,
    @Arg('offeringId', () => ID, { nullable: true }) offeringId?: string | null,
  ): Promise<Connection<PolicyVersion>> {
    const { offeringId: of } = parseInput(bookingPolicySchema, { offeringId });
    return toConnection(await listPolicies(ctx, of, args));
  }

  @FieldResolver(() => Offering, {
    nullable: true,
    description: 'Whose rules they are; null for those of the whole tenant.',
  })
  offering(@Root() policy: PolicyVersion, @Ctx() ctx: Context): Promise<Offering> | null {
    return policy.offeringId && ctx.load(offeringById, policy.offeringId);
  }

  @Mutation(() => SetBookingPolicyPayload, {
    description:
      'Writes the next version of the rules; it holds for bookings made from now on. Errors: INVALID, NOT_FOUND, IDEMPOTENCY_CONFLICT.',
  })
  async setBookingPolicy(
    @Ctx() ctx: Context,
    @Arg('input', () => SetBookingPolicyInput) input: SetBookingPolicyInput,
  ): Promise<SetBookingPolicyPayload> {
    const parsed = parseInput(setBookingPolicySchema, policyOf(input));
    return { policy: await setPolicy(ctx, parsed, input.idempotencyKey) };
  }
}
