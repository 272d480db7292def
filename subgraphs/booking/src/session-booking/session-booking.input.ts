import { idSchema } from '@freehold/kernel/values/id-schema';
import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { z } from 'zod';
import { Booking } from '../booking/booking.entity.ts';
import { BookingWishForCustomer, bookingWishForCustomerSchema } from '../hold/booking-wish.type.ts';

@InputType({ description: 'Seats of a session, for the member who asks or for a customer of staff.' })
export class BookSessionInput extends BookingWishForCustomer {
  @Field(() => ID)
  sessionId!: string;

  @Field(() => Int, { defaultValue: 1, description: 'Seats, 1 to 100.' })
  seats!: number;
}

/** What may be booked. */
export const bookSessionSchema = bookingWishForCustomerSchema.extend({
  sessionId: idSchema('ssn'),
  seats: z.number().int().min(1).max(100),
});

@ObjectType({ description: 'The booking that was made.' })
export class BookSessionPayload {
  @Field(() => Booking)
  booking!: Booking;
}
