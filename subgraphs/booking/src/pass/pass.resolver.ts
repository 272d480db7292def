import type { Context } from '@freehold/kernel/subgraph/context';
import {
  type Connection,
  ConnectionArgs,
  connectionOf,
  toConnection,
} from '@freehold/kernel/subgraph/schema/connection';
import { parseInput } from '@freehold/kernel/subgraph/schema/parse-input';
import { isId } from '@freehold/kernel/values/id';
import { Arg, Args, Ctx, FieldResolver, Mutation, Resolver, Root } from 'type-graphql';
import { Offering } from '../offering/offering.entity.ts';
import { offeringById } from '../offering/offering.service.ts';
import { Member } from '../references/member.reference.ts';
import { CreditEntry } from './credit-entry.entity.ts';
import { Pass } from './pass.entity.ts';
import {
  ChangePassInput,
  ChangePassPayload,
  changePassSchema,
  IssuePassInput,
  IssuePassPayload,
  issuePassSchema,
  RevokePassInput,
  RevokePassPayload,
  revokePassSchema,
} from './pass.input.ts';
import { changePass, issuePass, listEntries, listPasses, passById, revokePass } from './pass.service.ts';
import { PassUse } from './pass-use.entity.ts';

const PassConnection = connectionOf(Pass, 'Pass');
const CreditEntryConnection = connectionOf(CreditEntry, 'CreditEntry');

@Resolver(() => Pass)
export class PassResolver {
  @FieldResolver(() => Member, { description: 'Whose it is.' })
  customer(@Root() pass: Pass): Member {
    return Member.of(pass.customerId);
  }

  @FieldResolver(() => [Offering], { description: 'For which it is good, at most 100; none is all of them.' })
  offerings(@Root() pass: Pass, @Ctx() ctx: Context): Promise<Offering[]> {
    const ids = pass.offeringIds.filter((id) => isId('off', id));
    return Promise.all(ids.map((id) => ctx.load(offeringById, id)));
  }

  @FieldResolver(() => CreditEntryConnection, {
    description: 'What happened to its credits, oldest first. Errors: INVALID.',
  })
  async entries(
    @Root() pass: Pass,
    @Ctx() ctx: Context,
    @Args(() => ConnectionArgs) args: ConnectionArgs,
  ): Promise<Connection<CreditEntry>> {
    return toConnection(await listEntries(ctx, pass.id, args));
  }

  @Mutation(() => IssuePassPayload, {
    description: 'Gives a customer credits. Errors: INVALID, NOT_FOUND, IDEMPOTENCY_CONFLICT.',
  })
  async issuePass(
    @Ctx() ctx: Context,
    @Arg('input', () => IssuePassInput) input: IssuePassInput,
  ): Promise<IssuePassPayload> {
    return { pass: await issuePass(ctx, parseInput(issuePassSchema, input), input.idempotencyKey) };
  }

  @Mutation(() => ChangePassPayload, {
    description:
      'Changes a pass; what was taken of it stays taken. Errors: INVALID, NOT_FOUND, PASS_REVOKED, IDEMPOTENCY_CONFLICT.',
  })
  async changePass(
    @Ctx() ctx: Context,
    @Arg('input', () => ChangePassInput) input: ChangePassInput,
  ): Promise<ChangePassPayload> {
    return { pass: await changePass(ctx, parseInput(changePassSchema, input), input.idempotencyKey) };
  }

  @Mutation(() => RevokePassPayload, {
    description:
      'Ends a pass at once; bookings that were made of it stand. Errors: INVALID, NOT_FOUND, PASS_REVOKED, IDEMPOTENCY_CONFLICT.',
  })
  async revokePass(
    @Ctx() ctx: Context,
    @Arg('input', () => RevokePassInput) input: RevokePassInput,
  ): Promise<RevokePassPayload> {
    return { pass: await revokePass(ctx, parseInput(revokePassSchema, input), input.idempotencyKey) };
  }
}

@Resolver(() => PassUse)
export class PassUseResolver {
  @FieldResolver(() => Pass, { description: 'Of which it was taken.' })
  pass(@Root() { pass }: PassUse, @Ctx() ctx: Context): Promise<Pass> {
    return ctx.load(passById, pass.id);
  }
}

@Resolver(() => CreditEntry)
export class CreditEntryResolver {
  @FieldResolver(() => Member, { nullable: true, description: 'Who asked for it; null when nobody did.' })
  by(@Root() entry: CreditEntry): Member | null {
    return entry.by && Member.of(entry.by);
  }
}

/** Passes seen from the member. */
@Resolver(() => Member)
export class MemberPassesResolver {
  @FieldResolver(() => PassConnection, {
    description: 'Their passes, those that end last first, ended ones too. Errors: INVALID.',
  })
  async passes(
    @Root() member: Member,
    @Ctx() ctx: Context,
    @Args(() => ConnectionArgs) args: ConnectionArgs,
  ): Promise<Connection<Pass>> {
    return toConnection(await listPasses(ctx, member.id, args));
  }
}
