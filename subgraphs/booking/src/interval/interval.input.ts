import { idSchema } from '@freehold/kernel/values/id-schema';
import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { z } from 'zod';
import { Booking } from '../booking/booking.entity.ts';

@InputType({ description: 'A time of an offering, for the member who asks and nobody else.' })
export class BookIntervalInput {
  @Field(() => ID, {
    description: 'An offering of kind PERSONAL, ROOM or APPOINTMENT; a job is booked by `bookJob`.',
  })
  offeringId!: string;

  @Field(() => Date, { description: 'When it begins; in the future, at most 400 days ahead.' })
  startsAt!: Date;

  @Field(() => Int, { defaultValue: 1, description: "People who come, 1 to the offering's capacity." })
  seats!: number;

  @Field(() => ID, { nullable: true, description: 'The hold that is used up.' })
  holdId?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Why staff sets the rules aside, 1 to 500 characters; for staff alone.',
  })
  overrideReason?: string | null;

  @Field(() => ID, {
    nullable: true,
    description: 'For which customer staff does it; the member who asks unless given.',
  })
  customerId?: string | null;

  @Field(() => String, { description: 'Chosen by the caller, 1 to 200 characters; repeats answer the same.' })
  idempotencyKey!: string;
}

/** What may be booked. */
export const bookIntervalSchema = z.object({
  offeringId: idSchema('off'),
  startsAt: z.date(),
  seats: z.number().int().min(1).max(10_000),
  holdId: idSchema('hld').nullish(),
  customerId: idSchema('mbr').nullish(),
  overrideReason: z.string().trim().min(1).max(500).nullish(),
});

@ObjectType({ description: 'The booking that was made.' })
export class BookIntervalPayload {
  @Field(() => Booking)
  booking!: Booking;
}
