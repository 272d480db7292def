import { idSchema } from '@freehold/kernel/values/id-schema';
import { Field, ID, InputType, ObjectType } from 'type-graphql';
import { z } from 'zod';
import { Booking } from '../booking/booking.entity.ts';
import { Session } from '../session/session.entity.ts';

@InputType({ description: 'A booking to be given back.' })
export class CancelBookingInput {
  @Field(() => ID)
  bookingId!: string;

  @Field(() => String, {
    nullable: true,
    description: 'Why staff waives what it costs, 1 to 500 characters; for staff alone.',
  })
  overrideReason?: string | null;

  @Field(() => String, { description: 'Chosen by the caller, 1 to 200 characters; repeats answer the same.' })
  idempotencyKey!: string;
}

/** What may be canceled. */
export const cancelBookingSchema = z.object({
  bookingId: idSchema('bkg'),
  overrideReason: z.string().trim().min(1).max(500).nullish(),
});

@InputType({ description: 'A booking on which staff decides.' })
export class DecideBookingInput {
  @Field(() => ID)
  bookingId!: string;

  @Field(() => String, { description: 'Chosen by the caller, 1 to 200 characters; repeats answer the same.' })
  idempotencyKey!: string;
}

/** What may be decided on. */
export const decideBookingSchema = z.object({ bookingId: idSchema('bkg') });

@InputType({ description: 'A session to be called off.' })
export class CancelSessionInput {
  @Field(() => ID)
  sessionId!: string;

  @Field(() => String, { description: 'Chosen by the caller, 1 to 200 characters; repeats answer the same.' })
  idempotencyKey!: string;
}

/** What may be called off. */
export const cancelSessionSchema = z.object({ sessionId: idSchema('ssn') });

@ObjectType({ description: 'The booking that was canceled.' })
export class CancelBookingPayload {
  @Field(() => Booking)
  booking!: Booking;
}

@ObjectType({ description: 'The booking that was approved.' })
export class ApproveBookingPayload {
  @Field(() => Booking)
  booking!: Booking;
}

@ObjectType({ description: 'The booking that was declined.' })
export class DeclineBookingPayload {
  @Field(() => Booking)
  booking!: Booking;
}

@ObjectType({ description: 'The session that was called off.' })
export class CancelSessionPayload {
  @Field(() => Session)
  session!: Session;
}
