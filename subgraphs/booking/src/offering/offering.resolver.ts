import {
  type Connection,
  ConnectionArgs,
  connectionOf,
  toConnection,
} from '@freehold/kernel/subgraph/connection';
import type { Context } from '@freehold/kernel/subgraph/context';
import { MoneyType } from '@freehold/kernel/subgraph/money-type';
import { parseInput } from '@freehold/kernel/subgraph/parse-input';
import { Arg, Args, Ctx, FieldResolver, Mutation, Query, Resolver, Root } from 'type-graphql';
import { Resource } from '../resource/resource.entity.ts';
import { resourceById } from '../resource/resource.service.ts';
import { ResourcePool } from '../resource/resource-pool.entity.ts';
import { resourcePoolById } from '../resource/resource-pool.service.ts';
import { Offering } from './offering.entity.ts';
import { CreateOfferingInput, CreateOfferingPayload, createOfferingSchema } from './offering.input.ts';
import { createOffering, listOfferings } from './offering.service.ts';

const OfferingConnection = connectionOf(Offering, 'Offering');

@Resolver(() => Offering)
export class OfferingResolver {
  @Query(() => OfferingConnection, { description: 'What the tenant offers, oldest first. Errors: INVALID.' })
  async offerings(
    @Ctx() ctx: Context,
    @Args(() => ConnectionArgs) args: ConnectionArgs,
  ): Promise<Connection<Offering>> {
    return toConnection(await listOfferings(ctx, args));
  }

  @FieldResolver(() => MoneyType, { description: 'Price of one seat.' })
  price(@Root() offering: Offering): MoneyType {
    return { amountMinor: offering.priceMinor, currency: offering.currency };
  }

  @FieldResolver(() => Resource, {
    nullable: true,
    description: 'The resource that it needs; null when any member of a pool serves.',
  })
  resource(@Root() offering: Offering, @Ctx() ctx: Context): Promise<Resource> | Resource | null {
    return ctx.follow(offering, 'resource', resourceById);
  }

  @FieldResolver(() => ResourcePool, {
    nullable: true,
    description: 'The pool of which any free member serves; null when it needs one certain resource.',
  })
  pool(@Root() offering: Offering, @Ctx() ctx: Context): Promise<ResourcePool> | null {
    return offering.pool && ctx.load(resourcePoolById, offering.pool.id);
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
}
