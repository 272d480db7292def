import { idSchema } from '@freehold/kernel/values/id-schema';
import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { z } from 'zod';
import { Booking } from './booking.entity.ts';

@InputType({ description: 'Seats of a session, for the member who asks.' })
export class BookSessionInput {
  @Field(() => ID)
  sessionId!: string;

  @Field(() => Int, { defaultValue: 1, description: 'Seats, 1 to 100.' })
  seats!: number;

  @Field(() => String, { description: 'Chosen by the caller, 1 to 200 characters; repeats answer the same.' })
  idempotencyKey!: string;
}

/** What may be booked. */
export const bookSessionSchema = z.object({
  sessionId: idSchema('ssn'),
  seats: z.number().int().min(1).max(100),
});

@InputType({ description: 'A booking to be given back.' })
export class CancelBookingInput {
  @Field(() => ID)
  bookingId!: string;

  @Field(() => String, { description: 'Chosen by the caller, 1 to 200 characters; repeats answer the same.' })
  idempotencyKey!: string;
}

/** What may be canceled. */
export const cancelBookingSchema = z.object({ bookingId: idSchema('bkg') });

@ObjectType({ description: 'The booking that was made.' })
export class BookSessionPayload {
  @Field(() => Booking)
  booking!: Booking;
}

@ObjectType({ description: 'The booking that was canceled.' })
export class CancelBookingPayload {
  @Field(() => Booking)
  booking!: Booking;
}
