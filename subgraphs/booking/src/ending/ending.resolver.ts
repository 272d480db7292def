import type { Context } from '@freehold/kernel/subgraph/context';
import { parseInput } from '@freehold/kernel/subgraph/schema/parse-input';
import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import { cancelBooking } from './cancel-booking.service.ts';
import { cancelSession } from './cancel-session.service.ts';
import { approveBooking, declineBooking } from './decide-booking.service.ts';
import {
  ApproveBookingPayload,
  CancelBookingInput,
  CancelBookingPayload,
  CancelSessionInput,
  CancelSessionPayload,
  cancelBookingSchema,
  cancelSessionSchema,
  DecideBookingInput,
  DeclineBookingPayload,
  decideBookingSchema,
} from './ending.input.ts';

@Resolver()
export class EndingResolver {
  @Mutation(() => CancelBookingPayload, {
    description:
      'Gives a booking back; the rules that were agreed say what it costs. Errors: INVALID, NOT_FOUND, BOOKING_NOT_CONFIRMED, SESSION_STARTED, FORBIDDEN, IDEMPOTENCY_CONFLICT.',
  })
  async cancelBooking(
    @Ctx() ctx: Context,
    @Arg('input', () => CancelBookingInput) input: CancelBookingInput,
  ): Promise<CancelBookingPayload> {
    const wanted = parseInput(cancelBookingSchema, input);
    return { booking: await cancelBooking(ctx, wanted, input.idempotencyKey) };
  }

  @Mutation(() => ApproveBookingPayload, {
    description:
      'Promises what was asked for. Errors: INVALID, NOT_FOUND, BOOKING_NOT_PENDING, SESSION_STARTED, IDEMPOTENCY_CONFLICT.',
  })
  async approveBooking(
    @Ctx() ctx: Context,
    @Arg('input', () => DecideBookingInput) input: DecideBookingInput,
  ): Promise<ApproveBookingPayload> {
    const { bookingId } = parseInput(decideBookingSchema, input);
    return { booking: await approveBooking(ctx, bookingId, input.idempotencyKey) };
  }

  @Mutation(() => DeclineBookingPayload, {
    description:
      'Turns a request down; its price is refunded. Errors: INVALID, NOT_FOUND, BOOKING_NOT_PENDING, IDEMPOTENCY_CONFLICT.',
  })
  async declineBooking(
    @Ctx() ctx: Context,
    @Arg('input', () => DecideBookingInput) input: DecideBookingInput,
  ): Promise<DeclineBookingPayload> {
    const { bookingId } = parseInput(decideBookingSchema, input);
    return { booking: await declineBooking(ctx, bookingId, input.idempotencyKey) };
  }

  @Mutation(() => CancelSessionPayload, {
    description:
      'Calls a session off; its bookings end with their price refunded. Errors: INVALID, NOT_FOUND, SESSION_CANCELED, SESSION_STARTED, IDEMPOTENCY_CONFLICT.',
  })
  async cancelSession(
    @Ctx() ctx: Context,
    @Arg('input', () => CancelSessionInput) input: CancelSessionInput,
  ): Promise<CancelSessionPayload> {
    const { sessionId } = parseInput(cancelSessionSchema, input);
    return { session: await cancelSession(ctx, sessionId, input.idempotencyKey) };
  }
}
