import type { Context } from '@freehold/kernel/subgraph/context';
import {
  type Connection,
  ConnectionArgs,
  connectionOf,
  toConnection,
} from '@freehold/kernel/subgraph/schema/connection';
import { MoneyType } from '@freehold/kernel/subgraph/schema/money-type';
import { parseInput } from '@freehold/kernel/subgraph/schema/parse-input';
import { Arg, Args, Ctx, Directive, FieldResolver, Mutation, Query, Resolver, Root } from 'type-graphql';
import { SEARCH_WORDS } from '../named.ts';
import { Resource } from '../resource/resource.entity.ts';
import { resourceById } from '../resource/resource.service.ts';
import { ResourcePool } from '../resource/resource-pool.entity.ts';
import { resourcePoolById } from '../resource/resource-pool.service.ts';
import { furtherNeedsOf } from './need.service.ts';
import { OFFERING_KINDS, Offering, type OfferingKind } from './offering.entity.ts';
import {
  ArchiveOfferingInput,
  ChangeOfferingPayload,
  CreateOfferingInput,
  CreateOfferingPayload,
  createOfferingSchema,
  offeringIdSchema,
  offeringsSchema,
  UpdateOfferingInput,
  updateOfferingSchema,
} from './offering.input.ts';
import { createOffering, listOfferings } from './offering.service.ts';
import { OfferingNeed } from './offering-need.entity.ts';
import { archiveOffering, restoreOffering, updateOffering } from './update-offering.service.ts';

const OfferingConnection = connectionOf(Offering, 'Offering');

@Resolver(() => Offering)
export class OfferingResolver {
  @Query(() => OfferingConnection, {
    description:
      'What the tenant offers, oldest first; for staff also what is archived. Errors: INVALID, FORBIDDEN.',
  })
  async offerings(
    @Ctx() ctx: Context,
    @Arg('includeArchived', () => Boolean, { defaultValue: false }) includeArchived: boolean,
    @Args(() => ConnectionArgs) args: ConnectionArgs,
    @Arg('search', () => String, { nullable: true, description: SEARCH_WORDS }) search?: string | null,
    @Arg('kinds', () => [OFFERING_KINDS], {
      nullable: true,
      description: 'The kinds that are wanted, 1 to 6; all unless given.',
    })
    kinds?: OfferingKind[] | null,
  ): Promise<Connection<Offering>> {
    const wanted = parseInput(offeringsSchema, { includeArchived, search, kinds });
    return toConnection(await listOfferings(ctx, wanted, args));
  }

  @FieldResolver(() => MoneyType, { description: 'Price of one seat.' })
  price(@Root() offering: Offering): MoneyType {
    return { amountMinor: offering.priceMinor, currency: offering.currency };
  }

  @FieldResolver(() => Resource, {
    nullable: true,
    description: 'The resource that gives it; null when any member of a pool does.',
  })
  resource(@Root() offering: Offering, @Ctx() ctx: Context): Promise<Resource> | Resource | null {
    return ctx.follow(offering, 'resource', resourceById);
  }

  @FieldResolver(() => ResourcePool, {
    nullable: true,
    description: 'The pool of which any free member gives it; null when one certain resource does.',
  })
  pool(@Root() offering: Offering, @Ctx() ctx: Context): Promise<ResourcePool> | null {
    return offering.pool && ctx.load(resourcePoolById, offering.pool.id);
  }

  @Directive('@listSize(assumedSize: 2)')
  @FieldResolver(() => [OfferingNeed], {
    description: 'What it needs beside the resource that gives it: each time of it takes all of them.',
  })
  furtherNeeds(@Root() offering: Offering, @Ctx() ctx: Context): Promise<readonly OfferingNeed[]> {
    return ctx.load(furtherNeedsOf, offering.id);
  }

  @Mutation(() => CreateOfferingPayload, {
    description: 'Creates an offering. Errors: INVALID, NOT_FOUND, IDEMPOTENCY_CONFLICT.',
  })
  async createOffering(
    @Ctx() ctx: Context,
    @Arg('input', () => CreateOfferingInput) input: CreateOfferingInput,
  ): Promise<CreateOfferingPayload> {
    return {
      offering: await createOffering(ctx, parseInput(createOfferingSchema, input), input.idempotencyKey),
    };
  }

  @Mutation(() => ChangeOfferingPayload, {
    description:
      'Changes an offering for what is booked from now on; sessions that are scheduled keep their length and seats. Errors: INVALID, NOT_FOUND, IDEMPOTENCY_CONFLICT.',
  })
  async updateOffering(
    @Ctx() ctx: Context,
    @Arg('input', () => UpdateOfferingInput) input: UpdateOfferingInput,
  ): Promise<ChangeOfferingPayload> {
    const { offeringId, ...change } = parseInput(updateOfferingSchema, input);
    return { offering: await updateOffering(ctx, offeringId, change, input.idempotencyKey) };
  }

  @Mutation(() => ChangeOfferingPayload, {
    description:
      'Archives an offering: it takes no new bookings, and those that were made stand. Done twice it changes nothing. Errors: INVALID, NOT_FOUND, IDEMPOTENCY_CONFLICT.',
  })
  async archiveOffering(
    @Ctx() ctx: Context,
    @Arg('input', () => ArchiveOfferingInput) input: ArchiveOfferingInput,
  ): Promise<ChangeOfferingPayload> {
    const { offeringId } = parseInput(offeringIdSchema, input);
    return { offering: await archiveOffering(ctx, offeringId, input.idempotencyKey) };
  }

  @Mutation(() => ChangeOfferingPayload, {
    description:
      'Takes an offering back from the archive. Done twice it changes nothing. Errors: INVALID, NOT_FOUND, IDEMPOTENCY_CONFLICT.',
  })
  async restoreOffering(
    @Ctx() ctx: Context,
    @Arg('input', () => ArchiveOfferingInput) input: ArchiveOfferingInput,
  ): Promise<ChangeOfferingPayload> {
    const { offeringId } = parseInput(offeringIdSchema, input);
    return { offering: await restoreOffering(ctx, offeringId, input.idempotencyKey) };
  }
}
