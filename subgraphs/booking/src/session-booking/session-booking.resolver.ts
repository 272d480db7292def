import type { Context } from '@freehold/kernel/subgraph/context';
import { parseInput } from '@freehold/kernel/subgraph/schema/parse-input';
import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import { BookSessionInput, BookSessionPayload, bookSessionSchema } from './session-booking.input.ts';
import { bookSession } from './session-booking.service.ts';

@Resolver()
export class SessionBookingResolver {
  @Mutation(() => BookSessionPayload, {
    description:
      'Books seats of a session for the member who asks, or for a customer of staff. Errors: INVALID, NOT_FOUND, OFFERING_ARCHIVED, SLOT_TAKEN, SESSION_STARTED, SESSION_CANCELED, ALREADY_BOOKED, HOLD_EXPIRED, TOO_EARLY_TO_BOOK, BOOKING_CLOSED, BOOKING_LIMIT_REACHED, MEMBER_BLOCKED, NO_CREDIT, FORBIDDEN, LIMIT_EXCEEDED, IDEMPOTENCY_CONFLICT.',
  })
  async bookSession(
    @Ctx() ctx: Context,
    @Arg('input', () => BookSessionInput) input: BookSessionInput,
  ): Promise<BookSessionPayload> {
    return { booking: await bookSession(ctx, parseInput(bookSessionSchema, input), input.idempotencyKey) };
  }
}
