import type { Context } from '@freehold/kernel/subgraph/context';
import {
  type Connection,
  ConnectionArgs,
  connectionOf,
  toConnection,
} from '@freehold/kernel/subgraph/schema/connection';
import { parseInput } from '@freehold/kernel/subgraph/schema/parse-input';
import { Arg, Args, Ctx, Int, Mutation, Query, Resolver } from 'type-graphql';
import {
  jobZoneIdSchema,
  QuoteJobInput,
  quoteJobSchema,
  RemoveJobZoneInput,
  RemoveJobZonePayload,
  SetJobMarkupInput,
  SetJobMarkupPayload,
  SetJobZoneInput,
  SetJobZonePayload,
  setJobMarkupSchema,
  setJobZoneSchema,
} from './job-price.input.ts';
import {
  listJobZones,
  quoteJob,
  readMarkup,
  removeJobZone,
  setJobMarkup,
  setJobZone,
  toQuote,
} from './job-price.service.ts';
import { JobQuote } from './job-quote.type.ts';
import { JobZone } from './job-zone.entity.ts';

const JobZoneConnection = connectionOf(JobZone, 'JobZone');

@Resolver(() => JobZone)
export class JobPriceResolver {
  @Query(() => JobQuote, {
    description:
      'What a job costs and why; `bookJob` takes the same. Errors: INVALID, NOT_FOUND, OFFERING_ARCHIVED, WRONG_KIND, UNAVAILABLE.',
  })
  async quoteJob(
    @Ctx() ctx: Context,
    @Arg('input', () => QuoteJobInput) input: QuoteJobInput,
  ): Promise<JobQuote> {
    return toQuote(await quoteJob(ctx, parseInput(quoteJobSchema, input)));
  }

  @Query(() => Int, {
    nullable: true,
    description: 'What the price of each job is multiplied by, in thousandths; null when zones count.',
  })
  jobMarkupPermille(@Ctx() ctx: Context): Promise<number | null> {
    return readMarkup(ctx);
  }

  @Query(() => JobZoneConnection, {
    description: "The tenant's zones, by country and prefix. Errors: INVALID, PLAN_UPGRADE_REQUIRED.",
  })
  async jobZones(
    @Ctx() ctx: Context,
    @Args(() => ConnectionArgs) args: ConnectionArgs,
  ): Promise<Connection<JobZone>> {
    return toConnection(await listJobZones(ctx, args));
  }

  @Mutation(() => SetJobMarkupPayload, {
    description:
      'Sets what the price of each job is multiplied by, whatever its zone. Errors: INVALID, IDEMPOTENCY_CONFLICT.',
  })
  async setJobMarkup(
    @Ctx() ctx: Context,
    @Arg('input', () => SetJobMarkupInput) input: SetJobMarkupInput,
  ): Promise<SetJobMarkupPayload> {
    const { multiplierPermille = null } = parseInput(setJobMarkupSchema, input);
    return { multiplierPermille: await setJobMarkup(ctx, multiplierPermille, input.idempotencyKey) };
  }

  @Mutation(() => SetJobZonePayload, {
    description:
      'Makes a zone of postal codes, or changes the one with that prefix. Errors: INVALID, PLAN_UPGRADE_REQUIRED, IDEMPOTENCY_CONFLICT.',
  })
  async setJobZone(
    @Ctx() ctx: Context,
    @Arg('input', () => SetJobZoneInput) input: SetJobZoneInput,
  ): Promise<SetJobZonePayload> {
    return { jobZone: await setJobZone(ctx, parseInput(setJobZoneSchema, input), input.idempotencyKey) };
  }

  @Mutation(() => RemoveJobZonePayload, {
    description: 'Removes a zone. Errors: INVALID, NOT_FOUND, PLAN_UPGRADE_REQUIRED, IDEMPOTENCY_CONFLICT.',
  })
  async removeJobZone(
    @Ctx() ctx: Context,
    @Arg('input', () => RemoveJobZoneInput) input: RemoveJobZoneInput,
  ): Promise<RemoveJobZonePayload> {
    const { jobZoneId } = parseInput(jobZoneIdSchema, input);
    return { jobZoneId: await removeJobZone(ctx, jobZoneId, input.idempotencyKey) };
  }
}
