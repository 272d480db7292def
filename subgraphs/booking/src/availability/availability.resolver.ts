import type { Context } from '@freehold/kernel/subgraph/context';
import { parseInput } from '@freehold/kernel/subgraph/schema/parse-input';
import { Args, Ctx, Directive, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import { Resource } from '../resource/resource.entity.ts';
import { resourceById } from '../resource/resource.service.ts';
import { AvailableSlotsArgs, availableSlotsSchema, Slot } from './availability.input.ts';
import { availableSlots } from './availability.service.ts';

@Resolver(() => Slot)
export class AvailabilityResolver {
  @Directive('@cost(weight: 50)')
  @Query(() => [Slot], {
    description:
      'When an offering can be booked, for offerings whose time the customer chooses; soonest first. To a customer who is signed in only what limits and strikes leave. Errors: INVALID, NOT_FOUND, NOT_BY_INTERVAL.',
  })
  availableSlots(
    @Ctx() ctx: Context,
    @Args(() => AvailableSlotsArgs) args: AvailableSlotsArgs,
  ): Promise<readonly Slot[]> {
    const { from, to, ...question } = parseInput(availableSlotsSchema, args);
    return availableSlots(ctx, { ...question, startsWithin: { startsAt: from, endsAt: to } });
  }

  @FieldResolver(() => Resource, { description: 'The resource that the next booking of it gets.' })
  resource(@Root() slot: Slot, @Ctx() ctx: Context): Promise<Resource> {
    return ctx.load(resourceById, slot.resourceId);
  }
}
