import type { Context } from '@freehold/kernel/subgraph/context';
import { parseInput } from '@freehold/kernel/subgraph/schema/parse-input';
import { Arg, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import { Booking } from '../booking/booking.entity.ts';
import { bookingById } from '../booking/booking.service.ts';
import { PolicyVersion } from '../policy/policy.entity.ts';
import { readAgreedPolicy } from '../policy/policy.service.ts';
import { Strike } from '../strike/strike.entity.ts';
import {
  blockedUntilSchema,
  CheckInBookingInput,
  CheckInBookingPayload,
  CloseSessionInput,
  CloseSessionPayload,
  checkInBookingSchema,
  closeSessionSchema,
} from './attendance.input.ts';
import { blockedUntil, checkInBooking, closeSession } from './attendance.service.ts';

@Resolver()
export class AttendanceResolver {
  @Query(() => Date, {
    nullable: true,
    description:
      "Until when strikes block a member's booking by the tenant's rules; null when they do not. The member who asks unless given, anybody for staff. Errors: INVALID, FORBIDDEN.",
  })
  blockedUntil(
    @Ctx() ctx: Context,
    @Arg('memberId', () => ID, { nullable: true }) memberId?: string | null,
  ): Promise<Date | null> {
    return blockedUntil(ctx, parseInput(blockedUntilSchema, { memberId }).memberId ?? ctx.member().id);
  }

  @Mutation(() => CheckInBookingPayload, {
    description:
      'Says that the holder of a booking came: the holder while check-in is open, staff at any time. Errors: INVALID, NOT_FOUND, CHECK_IN_CLOSED, BOOKING_NOT_CONFIRMED, IDEMPOTENCY_CONFLICT.',
  })
  async checkInBooking(
    @Ctx() ctx: Context,
    @Arg('input', () => CheckInBookingInput) input: CheckInBookingInput,
  ): Promise<CheckInBookingPayload> {
    const { bookingId } = parseInput(checkInBookingSchema, input);
    return { booking: await checkInBooking(ctx, bookingId, input.idempotencyKey) };
  }

  @Mutation(() => CloseSessionPayload, {
    description:
      'Settles who came to a session that has ended: who checked in is done, and who is absent by the rules of the booking has missed it. A job whose agreed rules want photos needs them. Errors: INVALID, NOT_FOUND, SESSION_NOT_ENDED, PHOTOS_MISSING, IDEMPOTENCY_CONFLICT.',
  })
  async closeSession(
    @Ctx() ctx: Context,
    @Arg('input', () => CloseSessionInput) input: CloseSessionInput,
  ): Promise<CloseSessionPayload> {
    const { sessionId } = parseInput(closeSessionSchema, input);
    return { session: await closeSession(ctx, sessionId, input.idempotencyKey) };
  }
}

/** Strikes seen from the booking that was missed. */
@Resolver(() => Strike)
export class StrikeBookingResolver {
  @FieldResolver(() => Booking, { description: 'What was missed.' })
  booking(@Root() strike: Strike, @Ctx() ctx: Context): Promise<Booking> {
    return ctx.load(bookingById, strike.bookingId);
  }
}

/** Bookings with the rules by which they are judged. */
@Resolver(() => Booking)
export class AgreedPolicyResolver {
  @FieldResolver(() => PolicyVersion, {
    description: 'The rules that were agreed when it was made; later versions change nothing for it.',
  })
  policy(@Root() booking: Booking, @Ctx() ctx: Context): Promise<PolicyVersion> {
    return readAgreedPolicy(ctx, booking.policyId);
  }
}
