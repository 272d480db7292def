import { idSchema } from '@freehold/kernel/values/id-schema';
import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { z } from 'zod';
import { Booking } from '../booking/booking.entity.ts';
import { BookingWishForCustomer, bookingWishForCustomerSchema } from '../hold/booking-wish.type.ts';

@InputType({ description: 'A time of an offering, for the member who asks and nobody else.' })
export class BookIntervalInput extends BookingWishForCustomer {
  @Field(() => ID, {
    description: 'An offering of kind PERSONAL, ROOM or APPOINTMENT; a job is booked by `bookJob`.',
  })
  offeringId!: string;

  @Field(() => Date, { description: 'When it begins; in the future, at most 400 days ahead.' })
  startsAt!: Date;

  @Field(() => Int, { defaultValue: 1, description: "People who come, 1 to the offering's capacity." })
  seats!: number;
}

/** What may be booked. */
export const bookIntervalSchema = bookingWishForCustomerSchema.extend({
  offeringId: idSchema('off'),
  startsAt: z.date(),
  seats: z.number().int().min(1).max(10_000),
});

@ObjectType({ description: 'The booking that was made.' })
export class BookIntervalPayload {
  @Field(() => Booking)
  booking!: Booking;
}
