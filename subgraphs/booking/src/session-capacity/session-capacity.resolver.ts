import type { Context } from '@freehold/kernel/subgraph/context';
import { parseInput } from '@freehold/kernel/subgraph/schema/parse-input';
import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import {
  ChangeSessionCapacityInput,
  ChangeSessionCapacityPayload,
  changeSessionCapacitySchema,
} from './session-capacity.input.ts';
import { changeSessionCapacity } from './session-capacity.service.ts';

@Resolver()
export class SessionCapacityResolver {
  @Mutation(() => ChangeSessionCapacityPayload, {
    description:
      'Gives one session that staff scheduled more seats or fewer, within what it takes already. More seats go to those who wait, in their order, at once. One of a series counts as changed alone. Errors: INVALID, NOT_FOUND, SEATS_TAKEN, SESSION_STARTED, SESSION_CANCELED, RESOURCE_TOO_SMALL, IDEMPOTENCY_CONFLICT.',
  })
  async changeSessionCapacity(
    @Ctx() ctx: Context,
    @Arg('input', () => ChangeSessionCapacityInput) input: ChangeSessionCapacityInput,
  ): Promise<ChangeSessionCapacityPayload> {
    const wanted = parseInput(changeSessionCapacitySchema, input);
    return { session: await changeSessionCapacity(ctx, wanted, input.idempotencyKey) };
  }
}
