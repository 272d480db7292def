import type { Context } from '@freehold/kernel/subgraph/context';
import {
  type Connection,
  ConnectionArgs,
  connectionOf,
  toConnection,
} from '@freehold/kernel/subgraph/schema/connection';
import { parseInput } from '@freehold/kernel/subgraph/schema/parse-input';
import { Arg, Args, Ctx, FieldResolver, Mutation, Query, Resolver, Root } from 'type-graphql';
import { Member } from '../references/member.reference.ts';
import { Customer } from './customer.entity.ts';
import {
  customersSchema,
  UpdateMyProfileInput,
  UpdateMyProfilePayload,
  updateMyProfileSchema,
} from './customer.input.ts';
import { listCustomers, profileOf, updateMyProfile } from './customer.service.ts';

const CustomerConnection = connectionOf(Customer, 'CustomerProfile');

@Resolver(() => Customer)
export class CustomerResolver {
  @Query(() => CustomerConnection, {
    description:
      'Everybody who may book, in the order of their names; those alone whose name or e-mail begins with a text, 1 to 200 characters, when it is given. Errors: INVALID.',
  })
  async customers(
    @Ctx() ctx: Context,
    @Args(() => ConnectionArgs) args: ConnectionArgs,
    @Arg('search', () => String, { nullable: true }) search?: string | null,
  ): Promise<Connection<Customer>> {
    const wanted = parseInput(customersSchema, { search });
    return toConnection(await listCustomers(ctx, wanted.search, args));
  }

  @FieldResolver(() => Member, { description: 'The member whose profile it is.' })
  member(@Root() customer: Customer): Member {
    return Member.of(customer.id);
  }

  @Mutation(() => UpdateMyProfilePayload, {
    description:
      'Changes how the member who asks is reached. Errors: INVALID, NOT_FOUND, PHONE_REQUIRED, IDEMPOTENCY_CONFLICT.',
  })
  async updateMyProfile(
    @Ctx() ctx: Context,
    @Arg('input', () => UpdateMyProfileInput) input: UpdateMyProfileInput,
  ): Promise<UpdateMyProfilePayload> {
    const wish = parseInput(updateMyProfileSchema, input);
    return { profile: await updateMyProfile(ctx, wish, input.idempotencyKey) };
  }
}

/** Profiles seen from the member. */
@Resolver(() => Member)
export class MemberProfileResolver {
  @FieldResolver(() => Customer, {
    nullable: true,
    description: 'How somebody is reached; null for who has joined a moment ago.',
  })
  profile(@Root() member: Member, @Ctx() ctx: Context): Promise<Customer | null> {
    return ctx.load(profileOf, member.id);
  }
}
