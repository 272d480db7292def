import type { Context } from '@freehold/kernel/subgraph/context';
import { parseInput } from '@freehold/kernel/subgraph/schema/parse-input';
import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import { BookIntervalInput, BookIntervalPayload, bookIntervalSchema } from './interval.input.ts';
import { bookInterval } from './interval.service.ts';

@Resolver()
export class IntervalResolver {
  @Mutation(() => BookIntervalPayload, {
    description:
      'Books a time of an offering for the member who asks, or for a customer of staff. Errors: INVALID, NOT_FOUND, OFFERING_ARCHIVED, RESOURCE_ARCHIVED, RESOURCE_TOO_SMALL, SLOT_TAKEN, NOT_BY_INTERVAL, JOB_DETAILS_REQUIRED, OUTSIDE_OPENING_HOURS, HOLD_EXPIRED, TOO_EARLY_TO_BOOK, BOOKING_CLOSED, BOOKING_LIMIT_REACHED, MEMBER_BLOCKED, NO_CREDIT, FORBIDDEN, LIMIT_EXCEEDED, IDEMPOTENCY_CONFLICT.',
  })
  async bookInterval(
    @Ctx() ctx: Context,
    @Arg('input', () => BookIntervalInput) input: BookIntervalInput,
  ): Promise<BookIntervalPayload> {
    return { booking: await bookInterval(ctx, parseInput(bookIntervalSchema, input), input.idempotencyKey) };
  }
}
