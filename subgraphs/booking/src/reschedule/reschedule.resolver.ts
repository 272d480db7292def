import type { Context } from '@freehold/kernel/subgraph/context';
import { parseInput } from '@freehold/kernel/subgraph/schema/parse-input';
import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import {
  RescheduleBookingInput,
  RescheduleBookingPayload,
  rescheduleBookingSchema,
} from './reschedule.input.ts';
import { rescheduleBooking } from './reschedule.service.ts';

@Resolver()
export class RescheduleResolver {
  @Mutation(() => RescheduleBookingPayload, {
    description:
      'Moves a booking: a new one takes its place at its price. Errors: INVALID, NOT_FOUND, BOOKING_NOT_CONFIRMED, SESSION_STARTED, SESSION_CANCELED, RESOURCE_ARCHIVED, RESOURCE_TOO_SMALL, SLOT_TAKEN, ALREADY_BOOKED, NOT_BY_INTERVAL, OUTSIDE_OPENING_HOURS, RESCHEDULE_TOO_LATE, TOO_EARLY_TO_BOOK, BOOKING_CLOSED, BOOKING_LIMIT_REACHED, MEMBER_BLOCKED, FORBIDDEN, IDEMPOTENCY_CONFLICT.',
  })
  async rescheduleBooking(
    @Ctx() ctx: Context,
    @Arg('input', () => RescheduleBookingInput) input: RescheduleBookingInput,
  ): Promise<RescheduleBookingPayload> {
    const move = parseInput(rescheduleBookingSchema, input);
    return { booking: await rescheduleBooking(ctx, move, input.idempotencyKey) };
  }
}
