import type { Context } from '@freehold/kernel/subgraph/context';
import { parseInput } from '@freehold/kernel/subgraph/schema/parse-input';
import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import { moveOneSession } from './move-one.service.ts';
import { MoveSessionInput, MoveSessionPayload, moveSessionSchema } from './session-move.input.ts';

@Resolver()
export class SessionMoveResolver {
  @Mutation(() => MoveSessionPayload, {
    description:
      'Moves one session that staff scheduled; it takes as long as it did. Its bookings keep their seats, their price and their rules, and their holders are told. One of a series counts as changed alone. Errors: INVALID, NOT_FOUND, SLOT_TAKEN, SESSION_STARTED, SESSION_CANCELED, RESOURCE_ARCHIVED, RESOURCE_TOO_SMALL, IDEMPOTENCY_CONFLICT.',
  })
  async moveSession(
    @Ctx() ctx: Context,
    @Arg('input', () => MoveSessionInput) input: MoveSessionInput,
  ): Promise<MoveSessionPayload> {
    const start = parseInput(moveSessionSchema, input);
    return { session: await moveOneSession(ctx, start, input.idempotencyKey) };
  }
}
